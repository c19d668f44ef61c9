// An admin pauses a person, and lets go again: one hold a cause, with reason and audit.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { UserId } from '../../shared/ids.ts'
import { type Hold, held, isLive, lifted } from '../domain/holds.ts'
import { holdCauseOf } from '../domain/keys.ts'
import { emptyWallet, type Micros, type Wallet } from '../domain/ledger.ts'
import type { Services } from '../ports.ts'
import { type AdminAct, adminChange, type Done, receiptOf } from './admin-change.ts'
import { isKnown } from './known-user.ts'
import { nowMicros } from './now.ts'
import { sealText } from './sealing.ts'

type Needs = Pick<Services, 'store' | 'identity' | 'vault' | 'hash' | 'clock' | 'random'>

export interface HoldInput {
  readonly adminId: UserId
  readonly userId: UserId
  readonly scope: Hold['scope']
  readonly reason: string
  /** null = until somebody lifts it. */
  readonly endsAt: Micros | null
  readonly key?: string | undefined
}

/** Refuses REQUEST_INVALID (an end in the past), USER_NOT_FOUND. Throws IDENTITY_UNAVAILABLE. */
export async function holdUser(
  s: Needs,
  { adminId, key = s.random.uuid(), ...request }: HoldInput,
): Promise<Result<Done<Wallet>>> {
  const { userId, scope, reason, endsAt } = request
  const act: AdminAct = { adminId, route: 'hold', key, request }
  const cause = holdCauseOf(receiptOf(s, act))
  const refs = refsOf(userId)
  const known = await isKnown(s, userId)
  return adminChange(s, act, refs, ({ wallet, dataKey }, now) => {
    if (endsAt !== null && endsAt <= now) {
      return refuse('REQUEST_INVALID', 'The end of a hold must lie in the future.')
    }
    if (!known) return refuse('USER_NOT_FOUND', 'Nobody has this user id.')
    const hold: Hold = { scope, at: now, endsAt }
    const value = held(wallet ?? emptyWallet(userId), cause, hold)
    const place = holdPlaceOf(userId, cause, 'held')
    const { sealed, changes } = sealText(s, { userId, dataKey, place }, reason)
    const fact = { action: 'user.hold', target: userId, before: null }
    const after = { cause, ...hold, private: sealed }
    const all = [{ ref: refs.wallet, value } as const, ...changes]
    return ok({ value, changes: all, fact: { ...fact, after } })
  })
}

const refsOf = (userId: UserId) =>
  ({ wallet: { kind: 'wallet', id: userId }, dataKey: { kind: 'dataKey', id: userId } }) as const

/** Where the audit log keeps why. */
export const holdPlaceOf = (userId: UserId, cause: string, what: 'held' | 'lifted'): string =>
  `auditLog/${userId}/${cause}/${what}`

export interface LiftInput {
  readonly adminId: UserId
  readonly userId: UserId
  readonly cause: string
  readonly reason: string
  readonly key?: string | undefined
}

/** Refuses HOLD_NOT_FOUND, CONFLICT_OF_INTEREST: nobody frees themselves. */
export async function liftHold(
  s: Needs,
  { adminId, key = s.random.uuid(), ...request }: LiftInput,
): Promise<Result<Done<Wallet>>> {
  const { userId, cause, reason } = request
  const act: AdminAct = { adminId, route: 'lift-hold', key, request }
  const refs = refsOf(userId)
  return adminChange(s, act, refs, ({ wallet, dataKey }, now) => {
    const hold = wallet?.holds[cause]
    if (!wallet || !hold || !isLive(hold, now)) {
      return refuse('HOLD_NOT_FOUND', 'Read the person again: this hold is not live.')
    }
    if (adminId === userId) {
      return refuse('CONFLICT_OF_INTEREST', 'Another admin must lift a hold on your own wallet.')
    }
    const value = lifted(wallet, cause, now)
    const before = { cause, ...hold }
    const place = holdPlaceOf(userId, cause, 'lifted')
    const { sealed, changes } = sealText(s, { userId, dataKey, place }, reason)
    const after = { ...before, endsAt: now, private: sealed }
    const fact = { action: 'user.lift', target: userId, before, after }
    return ok({ value, changes: [{ ref: refs.wallet, value }, ...changes], fact })
  })
}

/** Refuses USER_NOT_FOUND. Throws IDENTITY_UNAVAILABLE. */
export async function readUser(
  s: Pick<Services, 'store' | 'identity' | 'clock'>,
  userId: UserId,
): Promise<Result<Wallet>> {
  const { wallet } = await s.store.read({ wallet: { kind: 'wallet', id: userId } })
  if (wallet) return ok(wallet)
  const known = await isKnown(s, userId)
  return known ? ok(emptyWallet(userId)) : refuse('USER_NOT_FOUND', 'Nobody has this user id.')
}

/** Every hold there ever was, oldest first, and whether it still holds. */
export const holdsNow = (s: Pick<Services, 'clock'>, wallet: Wallet) =>
  Object.entries(wallet.holds)
    .map(([cause, hold]) => ({ cause, ...hold, live: isLive(hold, nowMicros(s.clock)) }))
    .sort((a, b) => a.at - b.at || (a.cause < b.cause ? -1 : 1))
