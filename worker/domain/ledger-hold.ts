// The hold of somebody whose own books can't be trusted: one an occurrence, so that what comes
// again holds again, and what a person let go stays let go. Pure.
import { held } from './holds.ts'
import type { Micros, Wallet } from './ledger.ts'

const CAUSE = /^ledger(?:_|$)/

/** `knownAt`: since when this occurrence has its case. */
export function heldForLedger(
  wallet: Wallet,
  occurrence: string,
  knownAt: Micros,
  now: Micros,
): Wallet {
  const sees = ({ at, endsAt }: { at: Micros; endsAt: Micros | null }): boolean =>
    endsAt === null || at >= knownAt || endsAt > knownAt
  const own = Object.entries(wallet.holds).filter(([cause]) => CAUSE.test(cause))
  // It holds still, or whoever let go had this case before them.
  if (own.some(([, hold]) => sees(hold))) return wallet
  return held(wallet, `ledger_${occurrence}`, { scope: 'all', at: now, endsAt: null })
}
