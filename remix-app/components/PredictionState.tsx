// In place of the form once a prediction takes no tokens: what is happening, and what happens next.
import type { PredictionStatus, PredictionView } from '../../shared/api/predictions.ts'
import { OUTCOME_NAMES } from '../lib/predictions.ts'

interface PredictionStateProps {
  readonly state: PredictionStatus
  readonly outcome: PredictionView['outcome']
  readonly involved: boolean
}

export function PredictionState({ state, outcome, involved }: PredictionStateProps) {
  const { title, text } = wordsOf(state, outcome)
  return (
    <section aria-labelledby="state-title" className="card p-5 sm:p-6">
      <h2 id="state-title">{title}</h2>
      <p className="mt-2 text-soft">{text}</p>
      {involved ? <p className="mt-2 text-soft">{OWN[state]}</p> : null}
    </section>
  )
}

const OWN: Record<PredictionStatus, string> = {
  draft: '',
  open: '',
  locked: 'Your tokens in it stay committed until then.',
  resolving: 'Your commitments below are settled within moments.',
  resolved: 'What became of your commitments is below, and in your history.',
  voided: 'Exactly what you committed is back in your wallet.',
}

function wordsOf(state: PredictionStatus, outcome: PredictionView['outcome']) {
  switch (state) {
    case 'resolving':
      return {
        title: outcome === 'void' ? 'Called off' : `The result is ${nameOf(outcome)}`,
        text:
          outcome === 'void'
            ? 'Everybody is getting their tokens back.'
            : 'Everybody on the right side is being paid.',
      }
    case 'resolved':
      return {
        title: `The result is ${nameOf(outcome)}`,
        text: 'Everybody on the right side was paid at the odds they committed at.',
      }
    case 'voided':
      return { title: 'This prediction was called off', text: 'Everybody got their tokens back.' }
    default:
      return {
        title: 'This prediction has closed',
        text: 'It takes no more tokens. The result is set once it is known.',
      }
  }
}

const nameOf = (outcome: PredictionView['outcome']) => (outcome ? OUTCOME_NAMES[outcome] : 'known')
