// What the first page says of the books.
import type { ReportView } from '../../shared/api/reconciliations.ts'
import type { StatsView } from '../../shared/api/stats.ts'

export type BooksSeen = StatsView['books']['state'] | 'uncompared'

/** New rows may all be right while nobody compared them with what people have. */
export const isUncompared = ({ kind, supply }: ReportView): boolean =>
  kind === 'ledger' && supply === 'not_compared'

export const seenOf = ({ state, ledger }: StatsView['books']): BooksSeen =>
  state === 'green' && ledger && isUncompared(ledger) ? 'uncompared' : state
