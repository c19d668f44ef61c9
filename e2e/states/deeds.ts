// What people did before anybody looks at their pages: bought, committed, won and lost, each by the
// product's own rules.
import type { Outcome, Position } from '../../shared/api/predictions.ts'
import {
  IdempotencyKey,
  PackageId,
  PredictionId,
  type ResolutionId,
  SessionId,
  type UserId,
} from '../../shared/ids.ts'
import { tokens, usdCents } from '../../shared/tokens.ts'
import { purchaseIdOf } from '../../worker/domain/keys.ts'
import { append, emptyWallet, type Wallet } from '../../worker/domain/ledger.ts'
import type { Prediction } from '../../worker/domain/prediction.ts'
import type { Order } from '../../worker/domain/purchase.ts'
import { reversalOf } from '../../worker/domain/reversal.ts'
import { creditMovement } from '../../worker/domain/settlement.ts'
import type { Change, Services } from '../../worker/ports.ts'
import { changesOf, predictionOf } from '../../worker/test/betting.ts'
import { sha256 } from '../../worker/test/movements.ts'
import { orderOf } from '../../worker/test/orders.ts'
import { must } from '../../worker/test/shop.ts'
import { rejectResolution } from '../../worker/use-cases/approve-resolution.ts'
import { commitTokens } from '../../worker/use-cases/commit-tokens.ts'
import { lockPrediction } from '../../worker/use-cases/lock-prediction.ts'
import { resolvePrediction } from '../../worker/use-cases/resolve-prediction.ts'
import { ID } from './people.ts'

const DAY = 86_400_000_000
let made = 0
const nextKey = (): IdempotencyKey => {
  made += 1
  return IdempotencyKey.parse(`states-${made}`)
}

/** Written as they are. */
export const put = ({ store }: Services, changes: readonly Change[]): Promise<unknown> =>
  store.atomically({}, () => ({ answer: null, changes }))

export interface Pack {
  readonly name?: string
  readonly tokens?: number
  readonly bonus?: number
  readonly cents?: number
}

/** An order of this moment, not yet anywhere. */
export function draftOrder(s: Services, userId: UserId, pack: Pack, more: Partial<Order> = {}) {
  const id = purchaseIdOf(sha256, userId, nextKey())
  const now = s.clock.now() * 1000
  return orderOf({
    id,
    userId,
    packageId: PackageId.parse('popular'),
    packageName: pack.name ?? 'Favourite',
    tokens: tokens(pack.tokens ?? 1000),
    bonusTokens: tokens(pack.bonus ?? 100),
    priceUsdCents: usdCents(pack.cents ?? 999),
    sessionId: SessionId.parse(`cs_test_${id.slice('pur_'.length)}`),
    createdAt: now,
    expiresAt: now + DAY / 36,
    // No cron looks at it.
    nextCheckAt: null,
    ...more,
  })
}

/** Bought, paid and credited. */
export async function buys(
  s: Services,
  userId: UserId,
  pack: Pack = {},
  more: Partial<Order> = {},
) {
  const now = s.clock.now() * 1000
  const order = draftOrder(s, userId, pack, { status: 'credited', creditedAt: now, ...more })
  const refs = { wallet: { kind: 'wallet', id: userId } } as const
  await s.store.atomically(refs, ({ wallet }) => {
    const sessionId = order.sessionId ?? SessionId.parse('cs_test_none')
    const movement = creditMovement(order, sessionId, 'states')
    const booked = append(wallet ?? emptyWallet(userId), movement, now, sha256)
    const changes = [
      { ref: refs.wallet, value: booked.wallet },
      { ref: { kind: 'row', id: movement.id }, value: booked.row },
      { ref: { kind: 'order', id: order.id }, value: order },
    ] as const
    return { answer: null, changes }
  })
  return order
}

/** Money of a purchase went back, or came back: that many cents of it are gone now. */
export async function goesBack(
  s: Services,
  { id, userId }: Order,
  cents: Partial<Order['paid']>,
): Promise<void> {
  const refs = {
    wallet: { kind: 'wallet', id: userId },
    order: { kind: 'order', id },
  } as const
  await s.store.atomically(refs, ({ wallet, order }) => {
    const chargedCents = order?.priceUsdCents ?? 0
    const paid = { chargedCents, refundedCents: 0, withdrawnCents: 0, ...cents }
    const reversal = order && reversalOf({ ...order, paid }, order.paid, 'states')
    if (!reversal || !wallet) throw new Error('nothing went back')
    const booked = append(wallet, reversal.movement, s.clock.now() * 1000, sha256)
    const changes = [
      { ref: refs.wallet, value: booked.wallet },
      { ref: refs.order, value: reversal.order },
      { ref: { kind: 'row', id: booked.row.id }, value: booked.row },
    ] as const
    return { answer: null, changes }
  })
}

/** Changes what isn't the ledger's: a hold, limits, a closing account. */
export async function marks(s: Services, userId: UserId, more: Partial<Wallet>): Promise<void> {
  const refs = { wallet: { kind: 'wallet', id: userId } } as const
  await s.store.atomically(refs, ({ wallet }) => {
    const value = { ...(wallet ?? emptyWallet(userId)), ...more }
    return { answer: null, changes: [{ ref: refs.wallet, value }] }
  })
}

/** Open for another month, unless told otherwise. */
export async function opens(
  s: Services,
  id: string,
  title: string,
  more: Partial<Prediction> = {},
) {
  const now = s.clock.now() * 1000
  const created = { createdAt: now, termsChangedAt: now, closesAt: Date.now() * 1000 + 30 * DAY }
  const words = { id: PredictionId.parse(id), title, description: WHAT_COUNTS }
  const prediction = predictionOf(now, { ...words, ...created, ...more })
  await put(s, changesOf(prediction))
  return prediction
}
const WHAT_COUNTS = 'Yes if the official report says so by the closing time.'

export async function commits(
  s: Services,
  userId: UserId,
  { id, oddsBps }: Prediction,
  position: Position,
  stake: number,
) {
  const amount = tokens(stake) as Parameters<typeof commitTokens>[1]['request']['tokens']
  const request = { predictionId: id, position, tokens: amount, oddsBps: oddsBps[position] }
  return must(await commitTokens(s, { userId, key: nextKey(), request })).commitment
}

export async function locks(s: Services, { id }: Prediction): Promise<void> {
  must(await lockPrediction(s, { adminId: ID.boss, id, key: nextKey() }))
}

/** Not paid out yet. */
export async function resolves(
  s: Services,
  { id }: Prediction,
  outcome: Outcome,
  correcting?: number,
): Promise<void> {
  const again = { reason: 'The gauge was misread.', resolutionVersion: correcting }
  const request = correcting === undefined ? { outcome } : { outcome, ...again }
  const by = { adminId: ID.boss, key: nextKey(), secondAdminTokens: Number.MAX_SAFE_INTEGER }
  must(await resolvePrediction(s, { ...by, predictionId: id, request }))
}

/** More is at stake than one admin decides about. */
export async function proposes(
  s: Services,
  { id: predictionId }: Prediction,
  adminId: UserId,
): Promise<ResolutionId> {
  const reason = 'The operator says so in the report of the year.'
  const request = { outcome: 'yes', reason } as const
  const by = { adminId, key: nextKey(), secondAdminTokens: 0 }
  const { proposal } = must(await resolvePrediction(s, { ...by, predictionId, request })).value
  if (!proposal) throw new Error(`${predictionId} was resolved by one admin`)
  return proposal.id
}

export async function turnsDown(s: Services, id: ResolutionId): Promise<void> {
  const reason = 'The report is of another line.'
  must(await rejectResolution(s, { adminId: ID.boss, id, reason, key: nextKey() }))
}

/** The closing time as it would be, had the weeks really passed. */
export async function closedBefore(s: Services, id: PredictionId, days: number): Promise<void> {
  const ref = { kind: 'prediction', id } as const
  await s.store.atomically({ found: ref }, ({ found }) => {
    if (!found) throw new Error(`there is no ${id}`)
    const value = { ...found, closesAt: Date.now() * 1000 - Math.round(days * DAY) }
    return { answer: null, changes: [{ ref, value }] }
  })
}
