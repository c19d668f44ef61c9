// What a list of everybody's rows shows of each.
import type { AdminTransactionView, ListedTransaction } from '../../shared/api/ledger.ts'
import type { RowType } from '../../shared/api/wallet.ts'
import type { Format } from './format.ts'
import { type RowWords, wordsFor } from './rows.ts'

interface Told {
  readonly id: string
  readonly userId: string | null
  readonly timestamp: string | null
}
type LedgerWords = Pick<RowWords, 'title' | 'subject' | 'direction'>
export interface ReadableLine extends Told, LedgerWords {
  readonly caseId: null
  readonly type: RowType
  readonly amount: number
  readonly availableAfter: number
}
export type LedgerLine = ReadableLine | (Told & { readonly caseId: string })

export function ledgerLine(row: ListedTransaction, format: Format): LedgerLine {
  const { id, userId, timestamp } = row
  if ('unreadable' in row) return { id, userId, timestamp, caseId: row.caseId }
  const { type, amount, balanceAfter: availableAfter } = row
  const told = { id, userId, timestamp, caseId: null }
  return { ...told, type, amount, availableAfter, ...ledgerTitle(row, format) }
}

/** A kind that is none is told as it stands there. */
export function ledgerTitle(row: AdminTransactionView, format: Format): LedgerWords {
  const { title = row.type, subject, direction } = wordsFor(row, format)
  return { title, subject, direction }
}
