// A person's own balance and history.
import type { Restriction } from '../../shared/api/wallet.ts'
import type { UserId } from '../../shared/ids.ts'
import { restrictionAt } from '../domain/holds.ts'
import { emptyWallet, type TokenTransaction, type Wallet } from '../domain/ledger.ts'
import type { Page, RowFilter, Services } from '../ports.ts'
import { nowMicros } from './now.ts'

/** What this person may not do just now. */
export const restrictionNow = (s: Pick<Services, 'clock'>, wallet: Wallet): Restriction =>
  restrictionAt(wallet.holds, nowMicros(s.clock))

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
