// A person's own limits. They live in the wallet, so that the commits of checkout and commitment
// are guarded by the very document that holds them.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { UserId } from '../../shared/ids.ts'
import { emptyWallet, type Micros, type Wallet } from '../domain/ledger.ts'
import { capsAt, changeLimits, type LimitsWish, type OwnLimits, today } from '../domain/limits.ts'
import { openCentsOf } from '../domain/purchase.ts'
import type { Decision, Services } from '../ports.ts'
import { nowMicros } from './now.ts'

/** What is in force now, what was asked for, and what of it was used today. */
export interface LimitsNow extends Omit<OwnLimits, 'excludedUntil'> {
  readonly excludedUntil: Micros | null
  readonly purchasedCents: number
  readonly committedTokens: number
}

export async function readLimits(
  s: Pick<Services, 'store' | 'clock'>,
  userId: UserId,
): Promise<LimitsNow> {
  // Never from what is known: a change of limits leaves the version as it was.
  const { wallet } = await s.store.read({ wallet: { kind: 'wallet', id: userId } })
  return limitsNow(wallet ?? emptyWallet(userId), nowMicros(s.clock))
}

/** The same wish again changes nothing, so it needs no key. Refuses ACCOUNT_CLOSING. */
export function setLimits(
  s: Pick<Services, 'store' | 'clock'>,
  userId: UserId,
  wish: LimitsWish,
): Promise<Result<LimitsNow>> {
  const refs = { wallet: { kind: 'wallet', id: userId } } as const
  return s.store.atomically(refs, (seen): Decision<Result<LimitsNow>> => {
    const wallet = seen.wallet ?? emptyWallet(userId)
    if (wallet.state !== 'active') {
      return { answer: refuse('ACCOUNT_CLOSING', 'This account is being closed.'), changes: [] }
    }
    const now = nowMicros(s.clock)
    const value = { ...wallet, limits: changeLimits(wallet.limits, wish, now) }
    return { answer: ok(limitsNow(value, now)), changes: [{ ref: refs.wallet, value }] }
  })
}

export function limitsNow(wallet: Wallet, now: Micros): LimitsNow {
  const { excludedUntil, wished } = wallet.limits
  const day = today(wallet.day, now)
  return {
    ...capsAt(wallet.limits, now),
    excludedUntil: excludedUntil > now ? excludedUntil : null,
    wished: wished && wished.startsAt > now ? wished : null,
    // As it counts against the limit: what may still be paid is in it.
    purchasedCents: day.purchasedCents + openCentsOf(wallet),
    committedTokens: day.committedTokens,
  }
}
