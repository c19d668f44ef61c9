// Rows of the ledger, newest first, as their owner reads them.
import type { TransactionView } from '../../shared/api/wallet.ts'
import { useFormat } from '../lib/locale.ts'
import { type RowWords, wordsFor } from '../lib/rows.ts'
import { Time } from './Figures.tsx'
import { Icon } from './Icon.tsx'

export function HistoryList({ rows }: { rows: readonly TransactionView[] }) {
  return (
    <ol className="px-4 sm:px-6">
      {rows.map((row) => (
        <HistoryRow key={row.id} row={row} />
      ))}
    </ol>
  )
}

function HistoryRow({ row }: { row: TransactionView }) {
  const format = useFormat()
  const words = wordsFor(row, format)
  const look = words.direction === 'none' ? '' : `row-icon-${words.direction}`
  return (
    <li className="row">
      <span className={`row-icon ${look}`}>
        <Icon name={row.type} />
      </span>
      <div className="min-w-0">
        <p className="font-semibold">{words.title}</p>
        {words.subject ? <p className="text-sm wrap-anywhere">{words.subject}</p> : null}
        {words.note ? <p className="text-sm text-soft">{words.note}</p> : null}
        <p className="mt-0.5 text-sm text-soft">
          <Time at={row.timestamp} />
        </p>
      </div>
      <div className="text-right">
        <Change amount={row.amount} direction={words.direction} />
        <p className="text-sm whitespace-nowrap text-soft tabular-nums">
          <span className="sr-only">Available after: </span>
          <span aria-hidden="true">= </span>
          <data value={row.balanceAfter}>{format.tokens(row.balanceAfter)}</data>
        </p>
      </div>
    </li>
  )
}

const SIGNS = { in: '+', out: '\u2212', none: '' } as const
const COLORS = { in: 'text-good', out: '', none: 'text-soft' } as const

function Change({ amount, direction }: { amount: number; direction: RowWords['direction'] }) {
  const format = useFormat()
  const sign = SIGNS[direction]
  return (
    <p className={`font-semibold whitespace-nowrap tabular-nums ${COLORS[direction]}`}>
      {sign}
      {format.tokens(amount)}
    </p>
  )
}
