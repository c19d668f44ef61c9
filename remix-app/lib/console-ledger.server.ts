// Everybody's rows in the console: their filters in the page's address, and what a line shows.
import type { AdminTransactionView, ListedTransaction } from '../../shared/api/ledger.ts'
import type { RowType } from '../../shared/api/wallet.ts'
import { given } from './console-list.server.ts'
import type { Format } from './format.ts'
import { boundsOf, readHistoryFilter } from './history-query.server.ts'
import { type RowWords, wordsFor } from './rows.ts'

export const LEDGER_API = '/api/admin/transactions'

const OTHERS = ['userId', 'predictionId', 'minTokens', 'maxTokens']

/** The zone stands there only where days need it. */
export function ledgerFilters(address: URLSearchParams): string[] {
  const hasDays = address.get('from') || address.get('to')
  return ['type', 'from', 'to', ...OTHERS, ...(hasDays ? ['zone'] : [])]
}

/** Days as instants; a day or a kind that is none is not asked for. */
export function ledgerInApi(filters: Readonly<Record<string, string>>): Record<string, string> {
  const address = new URLSearchParams(filters)
  const bounds = boundsOf(readHistoryFilter(address))
  return { ...Object.fromEntries(bounds), ...given(address, OTHERS) }
}

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
