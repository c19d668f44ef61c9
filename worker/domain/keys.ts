// Deterministic ids, money-rules 2: one document per effect, so that "must not exist" is the lock.
import {
  AdjustmentId,
  CommitmentId,
  PayoutJobId,
  PredictionId,
  PurchaseId,
  RefundId,
  ResolutionId,
  RulingId,
  type SessionId,
  type UserId,
} from '../../shared/ids.ts'
import { canonicalJson } from './canonical.ts'
import type { Sha256 } from './ledger.ts'

const HASH_HEX_DIGITS = 40

const hashed = (sha256: Sha256, ...parts: string[]): string =>
  sha256(canonicalJson(parts)).slice(0, HASH_HEX_DIGITS)

/** Keys are scoped to user and route. */
export function purchaseIdOf(sha256: Sha256, userId: UserId, key: string): PurchaseId {
  return PurchaseId.parse(`pur_${hashed(sha256, userId, 'purchase', key)}`)
}

export const purchaseRowId = (sessionId: SessionId): string => `purchase_${sessionId}`

/** `reversals`: how many rows this one makes of that purchase. */
export const reversalRowId = (id: PurchaseId, reversals: number): string =>
  `reversal_${id}_${reversals}`

export function receiptIdOf(sha256: Sha256, userId: UserId, route: string, key: string): string {
  return `rcp_${hashed(sha256, userId, route, key)}`
}

export function commitmentIdOf(sha256: Sha256, userId: UserId, key: string): CommitmentId {
  return CommitmentId.parse(`cmt_${hashed(sha256, userId, 'commit', key)}`)
}

/** The same hash as the commitment's: row and commitment guard each other. */
export const commitRowId = (userId: UserId, id: CommitmentId): string =>
  `commit_${userId}_${id.slice('cmt_'.length)}`

export const settleRowId = (id: CommitmentId, version: number): string => `settle_${id}_v${version}`

/** Derived from the admin's key: the same request is the same refund, hold or proposal. */
export const refundIdOf = (receiptId: string): RefundId =>
  RefundId.parse(`rfd_${receiptId.slice('rcp_'.length)}`)

export const holdCauseOf = (receiptId: string): string =>
  `admin_${receiptId.slice('rcp_'.length, 24)}`

export const adjustmentIdOf = (receiptId: string): AdjustmentId =>
  AdjustmentId.parse(`adj_${receiptId.slice('rcp_'.length, 24)}`)

export const rulingIdOf = (receiptId: string): RulingId =>
  RulingId.parse(`rul_${receiptId.slice('rcp_'.length, 24)}`)

export const resolutionIdOf = (receiptId: string): ResolutionId =>
  ResolutionId.parse(`res_${receiptId.slice('rcp_'.length, 24)}`)

export const adjustRowId = (id: AdjustmentId): string => `adjust_${id}`

/** Derived from the admin's key, so that a repeated request can't make a second one. */
export const predictionIdOf = (receiptId: string): PredictionId =>
  PredictionId.parse(`prd_${receiptId.slice('rcp_'.length, 24)}`)

export const payoutJobIdOf = (id: PredictionId, version: number): PayoutJobId =>
  PayoutJobId.parse(`${id}_v${version}`)

/** Which gate a person's bets touch. */
export function gateIdOf(sha256: Sha256, id: PredictionId, userId: UserId, gates: number): string {
  return gateId(id, Number.parseInt(sha256(userId).slice(0, 8), 16) % gates)
}

export const gateId = (id: PredictionId, gate: number): string => `${id}/gates/${gate}`

export function partsOfPayoutJob(id: PayoutJobId): {
  readonly predictionId: PredictionId
  readonly version: number
} {
  const at = id.lastIndexOf('_v')
  return { predictionId: PredictionId.parse(id.slice(0, at)), version: Number(id.slice(at + 2)) }
}
