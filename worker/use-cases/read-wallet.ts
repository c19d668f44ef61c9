// A person's own balance and history.
import type { Restriction } from '../../shared/api/wallet.ts'
import type { UserId } from '../../shared/ids.ts'
import { restrictionAt } from '../domain/holds.ts'
import { emptyWallet, type Micros, type TokenTransaction, type Wallet } from '../domain/ledger.ts'
import type { Page, RowFilter, Services } from '../ports.ts'
import { nowMicros } from './now.ts'

/** What may not be done with a wallet just now. */
export interface Barred {
  readonly restriction: Restriction
  /** End of a break; null = none, or over. */
  readonly excludedUntil: Micros | null
  readonly closing: boolean
}

export function barredNow(s: Pick<Services, 'clock'>, wallet: Wallet): Barred {
  const now = nowMicros(s.clock)
  const { excludedUntil } = wallet.limits
  return {
    restriction: restrictionAt(wallet.holds, now),
    excludedUntil: excludedUntil > now ? excludedUntil : null,
    closing: wallet.state !== 'active',
  }
}

/** No document = zeros at version 0. Never older than `version`, which the person saw. */
export async function readWallet(
  s: Pick<Services, 'store'>,
  userId: UserId,
  version = 0,
): Promise<Wallet> {
  return (await s.store.wallet(userId, version)) ?? emptyWallet(userId)
}

export function listRows(
  s: Pick<Services, 'store'>,
  userId: UserId,
  filter: RowFilter,
  page: Page,
): Promise<TokenTransaction[]> {
  return s.store.rowsOf(userId, filter, page)
}
