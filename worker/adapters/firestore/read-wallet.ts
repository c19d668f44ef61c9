// A balance to show: known a moment ago, or read now.
import type { UserId } from '../../../shared/ids.ts'
import type { Wallet } from '../../domain/ledger.ts'
import type { Guarding } from './guarded.ts'
import { SHOWN_MS_MAX } from './known.ts'
import { readDocuments } from './reading.ts'
import { decodeDocument } from './writes.ts'

/** Never one before `version`, which the person has seen already. */
export async function walletWithin(
  on: Guarding,
  userId: UserId,
  version: number,
): Promise<Wallet | null> {
  const ref = { kind: 'wallet', id: userId } as const
  const known = on.known.one(ref, SHOWN_MS_MAX)
  if (known) {
    const wallet = decodeDocument('wallet', known)
    if (wallet.version >= version) return wallet
  }
  return (await readDocuments(on, { wallet: ref }, true)).wallet
}
