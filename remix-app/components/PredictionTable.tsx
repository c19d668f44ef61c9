// All predictions for admins, newest first; each leads to the page that runs it.
import { Link } from '@remix-run/react'
import type { AdminPrediction } from '../../shared/api/predictions.ts'
import { useFormat } from '../lib/locale.ts'
import { stateOf } from '../lib/predictions.ts'
import { RUN } from '../words/admin.ts'
import { OUTCOME_NAMES } from '../words/states.ts'
import { Time } from './Figures.tsx'
import { PredictionBadge } from './PredictionBadge.tsx'

interface PredictionTableProps {
  readonly items: readonly AdminPrediction[]
  readonly now: number
}

export function PredictionTable({ items, now }: PredictionTableProps) {
  return (
    <ul className="card px-4 sm:px-6">
      {items.map((item) => (
        <PredictionRow key={item.id} item={item} now={now} />
      ))}
    </ul>
  )
}

function PredictionRow({ item, now }: { item: AdminPrediction; now: number }) {
  const format = useFormat()
  const { id, title, oddsBps, totals, closesAt, outcome } = item
  return (
    <li className="purchase-row border-t border-line py-4 first:border-0">
      <div className="min-w-0">
        <Link to={`/admin/predictions/${id}`} className="link row-link">
          {title}
        </Link>
        <p className="text-sm text-soft tabular-nums">
          {RUN.odds(format.odds(oddsBps.yes), format.odds(oddsBps.no))};{' '}
          {RUN.tokensIn(format.tokens(totals.yes + totals.no))}
        </p>
        <p className="text-sm text-soft">
          {RUN.closes} <Time at={closesAt} />
        </p>
      </div>
      <div className="flex flex-col items-end gap-1.5">
        <PredictionBadge status={stateOf(item, now)} />
        {outcome ? <span className="text-sm font-semibold">{OUTCOME_NAMES[outcome]}</span> : null}
      </div>
    </li>
  )
}
