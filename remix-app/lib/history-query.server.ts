// The history page's address: read leniently, since people edit and share addresses.
import { ROW_TYPES, type RowType } from '../../shared/api/wallet.ts'
import { parseZone } from '../../shared/visitor.ts'
import { dayStart, nextDay, parseDay } from './days.ts'

export interface HistoryFilter {
  readonly type: RowType | null
  /** Days, both included, in `zone`. */
  readonly from: string | null
  readonly to: string | null
  readonly zone: string
  readonly cursor: string | null
}

export function readHistoryFilter(query: URLSearchParams): HistoryFilter {
  const from = parseDay(query.get('from'))
  const to = parseDay(query.get('to'))
  const swapped = from && to && from > to
  return {
    type: ROW_TYPES.find((type) => type === query.get('type')) ?? null,
    from: swapped ? to : from,
    to: swapped ? from : to,
    zone: parseZone(query.get('zone')),
    cursor: query.get('cursor') || null,
  }
}

/** Without the cursor; `zone` only where days need it. */
export function queryOf(filter: HistoryFilter): URLSearchParams {
  const query = new URLSearchParams()
  if (filter.type) query.set('type', filter.type)
  if (filter.from) query.set('from', filter.from)
  if (filter.to) query.set('to', filter.to)
  if (filter.from || filter.to) query.set('zone', filter.zone)
  return query
}

const PAGE_SIZE = 25

/** Where the API has these rows. */
export function apiPathOf(filter: HistoryFilter): string {
  const query = boundsOf(filter)
  query.set('limit', String(PAGE_SIZE))
  if (filter.cursor) query.set('cursor', filter.cursor)
  return `/api/wallet/transactions?${query}`
}

export const filePathOf = (filter: HistoryFilter): string =>
  `/api/wallet/transactions.csv?${boundsOf(filter)}`

/** As the API has them: the days as instants of their zone. */
export function boundsOf({ type, from, to, zone }: Omit<HistoryFilter, 'cursor'>): URLSearchParams {
  const query = new URLSearchParams()
  if (type) query.set('type', type)
  if (from) query.set('from', dayStart(from, zone))
  if (to) query.set('to', dayStart(nextDay(to), zone))
  return query
}
