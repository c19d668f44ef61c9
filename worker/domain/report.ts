// What one comparison of the books found, kept for people. Pure.
import type { Micros } from './ledger.ts'

export interface Report {
  /** `{kind}_{instant}` */
  readonly id: string
  readonly kind: 'ledger' | 'night'
  readonly startedAt: Micros
  readonly finishedAt: Micros
  readonly rows: number
  readonly people: number
  readonly payouts: number
  readonly differences: number
  /** Whether all balances were compared with all rows. */
  readonly supply: 'agrees' | 'broken' | 'not_compared'
  /** Of the night's heads in the archive. */
  readonly digest: string | null
}

export const reportIdOf = (kind: Report['kind'], startedAt: Micros): string =>
  `${kind}_${startedAt}`
