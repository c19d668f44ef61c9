// The head of a prediction's page: what is asked, until when, and where the tokens are.
import { Link } from '@remix-run/react'
import type { PredictionView } from '../../shared/api/predictions.ts'
import { POSITIONS } from '../../shared/positions.ts'
import { useFormat } from '../lib/locale.ts'
import { stateOf, timeLeft } from '../lib/predictions.ts'
import { CARD, HEAD } from '../words/predictions.ts'
import { OUTCOME_NAMES } from '../words/states.ts'
import { Time } from './Figures.tsx'
import { PredictionBadge } from './PredictionBadge.tsx'
import { SidesBar } from './SidesBar.tsx'

interface PredictionHeadProps {
  readonly prediction: PredictionView
  readonly now: number
  /** Off where a form beside it shows them. */
  readonly odds?: boolean
  /** null: it is only looked at, beside another one. */
  readonly titleId?: string | null
}

export function PredictionHead(props: PredictionHeadProps) {
  const { prediction, now, odds = true, titleId = 'prediction-title' } = props
  const { title, category, totals, outcome } = prediction
  const state = stateOf(prediction, now)
  return (
    <section className="hero" aria-labelledby={titleId ?? undefined}>
      <div className="relative p-5 sm:p-8">
        <p className="flex flex-wrap items-center gap-2">
          <PredictionBadge status={state} />
          <Link
            to={`/predictions?${new URLSearchParams({ category })}`}
            className="inline-flex min-h-11 min-w-11 items-center hover:underline"
          >
            <span className="sr-only">{CARD.allOf} </span>
            <bdi className="badge badge-name">{category}</bdi>
          </Link>
        </p>
        <h1 id={titleId ?? undefined} className={`mt-4 max-w-2xl wrap-anywhere ${sizeOf(title)}`}>
          <bdi>{title}</bdi>
        </h1>
        <p className="mt-3 text-foam">
          <When prediction={prediction} now={now} />
        </p>
        {outcome && state === 'resolved' ? (
          <p className="mt-4 text-2xl font-semibold">{CARD.result(OUTCOME_NAMES[outcome])}</p>
        ) : null}
        {odds && (state === 'open' || state === 'draft') ? <Odds prediction={prediction} /> : null}
        <h2 className="mt-6 mb-2 text-sm font-medium tracking-normal text-foam">
          {HEAD.committed}
        </h2>
        <SidesBar totals={totals} />
      </div>
    </section>
  )
}

/** A long title must not push everything else off a phone. */
const LONG_CHARS = 80
const sizeOf = (title: string): string =>
  title.length > LONG_CHARS ? 'text-xl sm:text-2xl' : 'text-3xl sm:text-4xl'

function When({ prediction, now }: PredictionHeadProps) {
  const { closesAt } = prediction
  const state = stateOf(prediction, now)
  const ahead = Date.parse(closesAt) > now
  // Locked by hand: when is known to admins only.
  if (ahead && state !== 'open' && state !== 'draft') return <>{HEAD.closedEarly}</>
  if (!ahead) {
    return (
      <>
        {HEAD.closed} <Time at={closesAt} />
      </>
    )
  }
  return (
    <>
      {HEAD.closesIn(timeLeft(closesAt, now))} <Time at={closesAt} />
    </>
  )
}

function Odds({ prediction: { oddsBps } }: { prediction: PredictionView }) {
  const format = useFormat()
  return (
    <dl className="sides mt-6 flex flex-wrap gap-x-10 gap-y-3">
      {POSITIONS.map((side) => (
        <div key={side}>
          <dt className="flex items-center gap-2 text-sm text-foam">
            <span className={`side-dot side-dot-${side}`} aria-hidden="true" />
            {HEAD.pays[side]}
          </dt>
          <dd className="text-2xl font-semibold tabular-nums">{format.odds(oddsBps[side])}</dd>
        </div>
      ))}
    </dl>
  )
}
