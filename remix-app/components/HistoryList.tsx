// Rows of the ledger, newest first, as their owner reads them; each opens its story.
import { Link } from '@remix-run/react'
import { useFormat } from '../lib/locale.ts'
import type { RowLine } from '../lib/rows.ts'
import { ROWS } from '../words/rows.ts'
import { Time } from './Figures.tsx'
import { Icon } from './Icon.tsx'

export function HistoryList({ lines }: { lines: readonly RowLine[] }) {
  return (
    <ol className="px-4 sm:px-6">
      {lines.map((line) => (
        <HistoryRow key={line.id} line={line} />
      ))}
    </ol>
  )
}

export const storyPath = (id: string): string => `/wallet/history/${encodeURIComponent(id)}`

function HistoryRow({ line }: { line: RowLine }) {
  const format = useFormat()
  const { id, type, title, subject, note, direction, availableAfter } = line
  const look = direction === 'none' ? '' : `row-icon-${direction}`
  return (
    <li className="row row-opens">
      <span className={`row-icon ${look}`}>
        <Icon name={type} />
      </span>
      <div className="row-words">
        <p className="font-semibold">
          <Link to={storyPath(id)} className="row-way">
            {title}
          </Link>
        </p>
        {subject ? <p className="text-sm wrap-anywhere">{subject}</p> : null}
        {note ? <p className="row-wide text-sm text-soft">{note}</p> : null}
        <p className="row-wide text-sm text-soft">
          <Time at={line.timestamp} />
        </p>
      </div>
      <div className="row-sums text-right">
        <Change amount={line.amount} direction={direction} />
        <p className="text-sm text-soft tabular-nums">
          {ROWS.availableAfter}
          <data value={availableAfter}>{format.tokens(availableAfter)}</data>
        </p>
      </div>
    </li>
  )
}

const SIGNS = { in: '+', out: '\u2212', none: '' } as const
const COLORS = { in: 'text-good', out: '', none: 'text-soft' } as const

export function Change({ amount, direction }: Pick<RowLine, 'amount' | 'direction'>) {
  const format = useFormat()
  return (
    <p className={`font-semibold whitespace-nowrap tabular-nums ${COLORS[direction]}`}>
      {SIGNS[direction]}
      {format.tokens(amount)}
    </p>
  )
}
