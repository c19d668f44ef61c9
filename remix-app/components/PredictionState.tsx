// In place of the form once a prediction takes no tokens: what is happening, and what happens next.
import { Link } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import type { PredictionStatus, PredictionView } from '../../shared/api/predictions.ts'
import { OWN, STATE } from '../words/predictions.ts'
import { OUTCOME_NAMES } from '../words/states.ts'
import { Time } from './Figures.tsx'

interface PredictionStateProps {
  readonly state: PredictionStatus
  readonly outcome: PredictionView['outcome']
  /** When another result took the place of the first one. */
  readonly correctedAt: string | undefined
  readonly involved: boolean
  /** There was a form here until a moment ago. */
  readonly justClosed: boolean
  /** What became of a form that came too late. */
  readonly refused: string | null
}

export function PredictionState(props: PredictionStateProps) {
  const { state, outcome, correctedAt, involved, justClosed, refused } = props
  const { title, text } = wordsOf(state, outcome)
  const heading = useRef<HTMLHeadingElement>(null)
  // Whoever was typing in the form has lost the focus with it; nobody else's is taken.
  useEffect(() => {
    if (justClosed && document.activeElement === document.body) heading.current?.focus()
    if (refused) heading.current?.focus()
  }, [justClosed, refused])
  return (
    <section aria-labelledby="state-title" className="card p-5 sm:p-6" id="commit">
      <h2 id="state-title" ref={heading} tabIndex={-1} className="outline-none">
        {title}
      </h2>
      <div role="status">
        {justClosed ? <p className="mt-2 font-medium">{STATE.justClosed}</p> : null}
        {refused ? <p className="mt-2 font-medium">{refused}</p> : null}
      </div>
      {correctedAt ? (
        <p className="mt-2 font-medium">
          {STATE.corrected} <Time at={correctedAt} />. {STATE.correctedText}
        </p>
      ) : null}
      <p className="mt-2 text-soft">{text}</p>
      {involved ? <p className="mt-2 text-soft">{OWN[state]}</p> : null}
      <p className="no-print mt-2">
        <Link to="/predictions" className="link link-block">
          {STATE.others}
        </Link>
      </p>
    </section>
  )
}

function wordsOf(state: PredictionStatus, outcome: PredictionView['outcome']) {
  const name = outcome ? OUTCOME_NAMES[outcome] : STATE.known
  switch (state) {
    case 'resolving':
      return outcome === 'void'
        ? { title: STATE.resolvingVoid, text: STATE.refunding }
        : { title: STATE.result(name), text: STATE.paying }
    case 'resolved':
      return { title: STATE.result(name), text: STATE.paid }
    case 'voided':
      return { title: STATE.voided, text: STATE.refunded }
    default:
      return { title: STATE.closed, text: STATE.waiting }
  }
}
