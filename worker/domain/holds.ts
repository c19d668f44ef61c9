// Why somebody may not buy or commit for a while: one hold a cause, so that lifting one leaves the
// others. Their texts stand in the audit log: people can read their own balance document. Pure.
import type { Restriction } from '../../shared/api/wallet.ts'
import type { Micros, Wallet } from './ledger.ts'

export interface Hold {
  readonly scope: Exclude<Restriction, 'none'>
  readonly at: Micros
  /** null = until somebody lifts it. */
  readonly endsAt: Micros | null
}
/** By cause: `dispute_{id}`, `warning_{id}`, `ledger`, or the hold an admin made. */
export type Holds = Readonly<Record<string, Hold>>

/** Whether the product may have written them: a balance can be changed by hand. */
function areHolds(holds: unknown): holds is Holds {
  if (typeof holds !== 'object' || holds === null || Array.isArray(holds)) return false
  return Object.values(holds).every(isHold)
}

function isHold(hold: Partial<Hold> | null): hold is Hold {
  const { scope, at, endsAt } = hold ?? {}
  const isScope = scope === 'all' || scope === 'purchases' || scope === 'commitments'
  return isScope && Number.isSafeInteger(at) && (endsAt === null || Number.isSafeInteger(endsAt))
}

/**
 * What all of them together forbid. Ones that nobody can read forbid everything: the checks can
 * put nobody on hold there.
 */
export function restrictionAt(holds: Holds, now: Micros): Restriction {
  if (!areHolds(holds)) return 'all'
  const scopes = new Set(
    Object.values(holds)
      .filter((each) => isLive(each, now))
      .map(({ scope }) => scope),
  )
  if (scopes.has('all') || scopes.size > 1) return 'all'
  const [only = 'none'] = scopes
  return only
}

export const isLive = ({ endsAt }: Hold, now: Micros): boolean => endsAt === null || endsAt > now

/**
 * A cause holds once: what a person lifted, or what ended, isn't put back by the same cause told
 * again.
 */
export function held(wallet: Wallet, cause: string, hold: Hold): Wallet {
  if (wallet.holds[cause]) return wallet
  return { ...wallet, holds: { ...wallet.holds, [cause]: hold } }
}

/**
 * The cause itself is over: should it return, it holds again. What a person lifted before stays
 * lifted, also for a clock that has not come to that moment yet.
 */
export function withdrawn(wallet: Wallet, cause: string): Wallet {
  const { [cause]: hold, ...holds } = wallet.holds
  return hold?.endsAt === null ? { ...wallet, holds } : wallet
}

/** It stays as a hold that has ended. The same wallet when there is nothing to lift. */
export function lifted(wallet: Wallet, cause: string, now: Micros): Wallet {
  const hold = wallet.holds[cause]
  if (!hold || !isLive(hold, now)) return wallet
  return { ...wallet, holds: { ...wallet.holds, [cause]: { ...hold, endsAt: now } } }
}
