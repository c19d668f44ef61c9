// Own commitments: side, stake, odds, and what became of them.
import { Link } from '@remix-run/react'
import type { CommitmentView } from '../../shared/api/predictions.ts'
import { useFormat } from '../lib/locale.ts'
import { COMMITMENT_TONES } from '../lib/predictions.ts'
import { COMMITMENTS } from '../words/commitments.ts'
import { COMMITMENT_NAMES, POSITION_NAMES } from '../words/states.ts'
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
  const { predictionId, predictionTitle, position, status } = item
  const returned = status === 'active' ? item.potentialWinning : item.payout
  return (
    <li className="entry sides">
      {named ? (
        <Link to={`/predictions/${predictionId}`} className="link row-link">
          {predictionTitle}
        </Link>
      ) : null}
      <p className="entry-line">
        <span className="flex items-center gap-2 font-semibold">
          <span className={`side-dot side-dot-${position}`} aria-hidden="true" />
          {POSITION_NAMES[position]}
        </span>
        <Badge tone={COMMITMENT_TONES[status]} name={COMMITMENT_NAMES[status]} />
      </p>
      <dl className="entry-facts">
        <Fact name={COMMITMENTS.committed} value={format.tokens(item.tokensCommitted)} />
        <Fact name={COMMITMENTS.odds} value={format.odds(item.oddsBps)} />
        <Fact name={COMMITMENTS.returns[status]} value={format.tokens(returned)} />
      </dl>
      <div className="flex flex-wrap items-center justify-between gap-x-4 text-sm text-soft">
        <Time at={item.committedAt} />
        <Link to={receiptPath(item)} className="link row-link no-print">
          {COMMITMENTS.receipt}
        </Link>
      </div>
    </li>
  )
}

const receiptPath = ({ predictionId, id }: CommitmentView): string =>
  `/predictions/${predictionId}?${new URLSearchParams({ receipt: id })}`

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-soft">{name}</dt>
      <dd className="font-semibold tabular-nums">{value}</dd>
    </div>
  )
}
