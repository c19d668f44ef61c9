// Deterministic ids, money-rules 2: one document per effect, so that "must not exist" is the lock.
import { PurchaseId, type SessionId, type UserId } from '../../shared/ids.ts'
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

export function receiptIdOf(sha256: Sha256, userId: UserId, route: string, key: string): string {
  return `rcp_${hashed(sha256, userId, route, key)}`
}
