// Own commitments: side, stake, odds, and what became of them.
import { Link } from '@remix-run/react'
import type { CommitmentView } from '../../shared/api/predictions.ts'
import type { Format } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'
import { COMMITMENT_NAMES, COMMITMENT_TONES, POSITION_NAMES } from '../lib/predictions.ts'
import { Badge, Time } from './Figures.tsx'

interface CommitmentListProps {
  readonly items: readonly CommitmentView[]
  /** Off where the prediction is what the page is about. */
  readonly named?: boolean
}

export function CommitmentList({ items, named = true }: CommitmentListProps) {
  return (
    <ul className="px-4 sm:px-6">
      {items.map((item) => (
        <CommitmentRow key={item.id} item={item} named={named} />
      ))}
    </ul>
  )
}

function CommitmentRow({ item, named }: { item: CommitmentView; named: boolean }) {
  const format = useFormat()
  const { predictionId, predictionTitle, tokensCommitted, position, oddsBps, status } = item
  return (
    <li className="purchase-row sides border-t border-line py-4 first:border-0">
      <div className="min-w-0">
        {named ? (
          <Link to={`/predictions/${predictionId}`} className="link row-link">
            {predictionTitle}
          </Link>
        ) : null}
        <p className="flex flex-wrap items-center gap-x-2">
          <span className={`side-dot side-dot-${position}`} aria-hidden="true" />
          <span className="font-semibold">{POSITION_NAMES[position]}</span>
          <span className="text-soft tabular-nums">
            {format.tokens(tokensCommitted)} at {format.odds(oddsBps)}, {resultOf(item, format)}
          </span>
        </p>
        <p className="mt-0.5 text-sm text-soft">
          <Time at={item.committedAt} />
        </p>
      </div>
      <div>
        <Badge tone={COMMITMENT_TONES[status]} name={COMMITMENT_NAMES[status]} />
      </div>
    </li>
  )
}

function resultOf(item: CommitmentView, format: Format): string {
  const { status, payout, potentialWinning } = item
  if (status === 'active') return `may return ${format.tokens(potentialWinning)}`
  if (status === 'lost') return 'returned 0'
  return `returned ${format.tokens(payout)}`
}
