// Tokens that no rule of the product would move: proposed by one admin, moved by another. Each
// effect is one guarded commit with its audit entry.
import type { ProposeAdjustment } from '../../shared/api/adjustments.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import { type AdjustmentId, RowId, type UserId } from '../../shared/ids.ts'
import {
  type Adjustment,
  adjustmentMovement,
  mayAdjust,
  mayDecide,
  noAdjustment,
} from '../domain/adjustment.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { adjustmentIdOf, adjustRowId } from '../domain/keys.ts'
import { append, emptyWallet } from '../domain/ledger.ts'
import { decided, undecided } from '../domain/proposal.ts'
import type { AdjustmentFilter, Change, Page, Services } from '../ports.ts'
import { type AdminAct, adminChange, type Done, receiptOf } from './admin-change.ts'
import { isKnown } from './known-user.ts'
import { placeOf, rejectionPlace, type WithText, withWords } from './proposals.ts'
import { sealText } from './sealing.ts'

type Needs = Pick<Services, 'store' | 'identity' | 'vault' | 'hash' | 'clock' | 'random' | 'log'>

export interface ProposeInput {
  readonly adminId: UserId
  readonly request: ProposeAdjustment
  /** Tokens that one adjustment may move. */
  readonly tokensMax: number
  readonly key: string
}

/**
 * Refuses USER_NOT_FOUND, ACCOUNT_CLOSING, LIMIT_EXCEEDED, IDEMPOTENCY_KEY_REUSED. Throws
 * IDENTITY_UNAVAILABLE.
 */
export async function proposeAdjustment(
  s: Needs,
  { adminId, request, tokensMax, key }: ProposeInput,
): Promise<Result<Done<Adjustment>>> {
  const { userId, direction, tokens, reason, text } = request
  const act: AdminAct = { adminId, route: 'adjust', key, request }
  const id = adjustmentIdOf(receiptOf(s, act))
  const refs = {
    wallet: { kind: 'wallet', id: userId },
    dataKey: { kind: 'dataKey', id: userId },
  } as const
  const known = await isKnown(s, userId)
  return adminChange(s, act, refs, (seen, now) => {
    if (!known) return refuse('USER_NOT_FOUND', 'Nobody has this user id.')
    const may = mayAdjust(seen.wallet ?? emptyWallet(userId))
    if (!may.ok) return may
    if (tokens > tokensMax) {
      return refuse('LIMIT_EXCEEDED', `One adjustment moves at most ${tokensMax} tokens.`)
    }
    // From here on the commit must succeed.
    const place = placeOf('adjustments', id)
    const { sealed, changes: keys } = sealText(s, { userId, dataKey: seen.dataKey, place }, text)
    const value: Adjustment = {
      id,
      userId,
      direction,
      tokens,
      reason,
      ...undecided(sealed, adminId, now),
    }
    const changes: Change[] = [{ ref: { kind: 'adjustment', id }, value }, ...keys]
    const fact = { action: 'adjustment.propose', target: id, before: null, after: value }
    return ok({ value, changes, fact })
  })
}

export interface DecideInput {
  readonly adminId: UserId
  readonly id: AdjustmentId
  readonly key?: string | undefined
}

/**
 * Row, balance, adjustment and audit: all of it or nothing. Refuses ADJUSTMENT_NOT_FOUND,
 * SELF_APPROVAL_FORBIDDEN, PROPOSAL_EXPIRED, PROPOSAL_DECIDED, ACCOUNT_CLOSING.
 */
export async function approveAdjustment(
  s: Needs,
  { adminId, id, key = s.random.uuid() }: DecideInput,
): Promise<Result<Done<Adjustment>>> {
  const { found } = await s.store.read({ found: { kind: 'adjustment', id } })
  // Proposed a moment later it must not meet somebody else's wallet here.
  if (!found) return noAdjustment()
  const refs = {
    adjustment: { kind: 'adjustment', id },
    wallet: { kind: 'wallet', id: found.userId },
  } as const
  const act = { adminId, route: 'approve-adjustment', key, request: { id } }
  return adminChange(s, act, refs, (seen, now) => {
    const may = mayDecide(seen.adjustment, 'approved', adminId, now)
    if (!may.ok) return may
    const before = may.value
    const wallet = seen.wallet ?? emptyWallet(before.userId)
    const adjustable = mayAdjust(wallet)
    if (!adjustable.ok) return adjustable
    // From here on the commit must succeed.
    const requestHash = s.hash.sha256(canonicalJson([before.id, before.direction, before.tokens]))
    const movement = adjustmentMovement(before, requestHash)
    const booked = append(wallet, movement, now, s.hash.sha256)
    const value = decided(before, 'approved', adminId, now)
    const changes: Change[] = [
      { ref: refs.adjustment, value },
      { ref: refs.wallet, value: booked.wallet },
      { ref: { kind: 'row', id: adjustRowId(id) }, value: booked.row },
    ]
    const fact = { action: 'adjustment.approve', target: id, before, after: value }
    return ok({ value, changes, fact })
  })
}

export interface RejectInput extends DecideInput {
  readonly reason: string
}

/** Refuses as approving does, but for a closing account. */
export async function rejectAdjustment(
  s: Needs,
  { adminId, id, reason, key = s.random.uuid() }: RejectInput,
): Promise<Result<Done<Adjustment>>> {
  const refs = {
    adjustment: { kind: 'adjustment', id },
    dataKey: { kind: 'dataKey', id: adminId },
  } as const
  const act = { adminId, route: 'reject-adjustment', key, request: { id, reason } }
  return adminChange(s, act, refs, (seen, now) => {
    const may = mayDecide(seen.adjustment, 'rejected', adminId, now)
    if (!may.ok) return may
    // From here on the commit must succeed.
    const before = may.value
    const place = rejectionPlace('adjustments', id)
    const wish = { userId: adminId, dataKey: seen.dataKey, place }
    const { sealed, changes: keys } = sealText(s, wish, reason)
    const value = { ...decided(before, 'rejected', adminId, now), rejection: sealed }
    const changes: Change[] = [{ ref: refs.adjustment, value }, ...keys]
    const fact = { action: 'adjustment.reject', target: id, before, after: value }
    return ok({ value, changes, fact })
  })
}

/** Newest first. */
export async function listAdjustments(
  s: Needs,
  filter: AdjustmentFilter,
  page: Page,
): Promise<WithText<Adjustment>[]> {
  return withWords(s, 'adjustments', await s.store.adjustments(filter, page))
}

/** Refuses ADJUSTMENT_NOT_FOUND. */
export async function readAdjustment(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  id: AdjustmentId,
): Promise<Result<WithText<Adjustment>>> {
  const { found } = await s.store.read({ found: { kind: 'adjustment', id } })
  const [read] = await withWords(s, 'adjustments', found ? [found] : [])
  return read ? ok(read) : noAdjustment()
}

export const rowOfAdjustment = ({ id, state }: Adjustment): RowId | null =>
  state === 'approved' ? RowId.parse(adjustRowId(id)) : null
