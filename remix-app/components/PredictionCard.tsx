// A prediction in a list: what it says, how long it is open, and both sides with their odds.
import { Link } from '@remix-run/react'
import type { Position, PredictionView } from '../../shared/api/predictions.ts'
import { useFormat } from '../lib/locale.ts'
import { stateOf, timeLeft } from '../lib/predictions.ts'
import { CARD } from '../words/predictions.ts'
import { OUTCOME_NAMES, POSITION_NAMES } from '../words/states.ts'
import { Time } from './Figures.tsx'
import { PredictionBadge } from './PredictionBadge.tsx'
import { SidesBar } from './SidesBar.tsx'

/** So near to its end it is marked. */
const SOON_MS = 24 * 3_600_000

interface PredictionCardProps {
  readonly prediction: PredictionView
  readonly now: number
  /** Of the title, to fit the page's outline. */
  readonly level?: 2 | 3
}
interface PredictionCardsProps extends Omit<PredictionCardProps, 'prediction'> {
  readonly items: readonly PredictionView[]
}

export function PredictionCards({ items, ...rest }: PredictionCardsProps) {
  return (
    <ul className="grid grid-cols-1 gap-4 md:grid-cols-2">
      {items.map((prediction) => (
        <PredictionCard key={prediction.id} prediction={prediction} {...rest} />
      ))}
    </ul>
  )
}

export function PredictionCard({ prediction, now, level = 2 }: PredictionCardProps) {
  const Heading = `h${level}` as const
  const { id, title, category, totals } = prediction
  const open = stateOf(prediction, now) === 'open'
  return (
    <li className="card flex flex-col p-5">
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm">
        <Link
          to={`/predictions?${new URLSearchParams({ category })}`}
          className="inline-flex min-h-11 min-w-11 items-center hover:underline"
        >
          <span className="sr-only">{CARD.allOf} </span>
          <bdi className="badge badge-name">{category}</bdi>
        </Link>
        <Closing prediction={prediction} now={now} />
      </div>
      <Heading className="mt-3 mb-4 line-clamp-5 text-lg wrap-anywhere">
        <Link to={`/predictions/${id}`} className="hover:underline">
          <bdi>{title}</bdi>
        </Link>
      </Heading>
      <div className="mt-auto">
        {open ? <Sides prediction={prediction} /> : null}
        <SidesBar totals={totals} />
      </div>
    </li>
  )
}

function Closing({ prediction, now }: PredictionCardProps) {
  const { outcome, closesAt } = prediction
  const state = stateOf(prediction, now)
  if (state === 'open') {
    const words = CARD.closesIn(timeLeft(closesAt, now))
    const isSoon = Date.parse(closesAt) - now < SOON_MS
    return <span className={isSoon ? 'badge badge-wait' : 'text-soft tabular-nums'}>{words}</span>
  }
  return (
    <span className="flex items-center gap-2 text-soft">
      {outcome && state === 'resolved' ? (
        <span className="badge badge-good">{CARD.result(OUTCOME_NAMES[outcome])}</span>
      ) : (
        <PredictionBadge status={state} />
      )}
      <Time at={closesAt} className="hidden sm:inline" />
    </span>
  )
}

function Sides({ prediction }: { prediction: PredictionView }) {
  return (
    <div className="sides mb-4 grid grid-cols-2 gap-3">
      <SideLink side="yes" prediction={prediction} />
      <SideLink side="no" prediction={prediction} />
    </div>
  )
}

function SideLink({ side, prediction }: { side: Position; prediction: PredictionView }) {
  const format = useFormat()
  const { id, oddsBps, title } = prediction
  return (
    <Link to={`/predictions/${id}?side=${side}#commit`} className="odds-link">
      <span className={`side-dot side-dot-${side}`} aria-hidden="true" />
      {POSITION_NAMES[side]}
      <span className="ml-auto tabular-nums">
        <span className="font-normal text-soft max-sm:sr-only"> {CARD.pays} </span>
        {format.odds(oddsBps[side])}
        <span className="sr-only"> {CARD.forEach(title)}</span>
      </span>
    </Link>
  )
}
