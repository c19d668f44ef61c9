// What admins did: one entry a change, in the same commit, chained by hash per admin. Pure.
import { UserId } from '../../shared/ids.ts'
import { canonicalJson } from './canonical.ts'
import type { Found } from './difference.ts'
import type { Micros, Sha256 } from './ledger.ts'

export interface AuditEntry {
  readonly id: string
  readonly actor: UserId
  readonly seq: number
  readonly action: string
  readonly target: string
  readonly before: string | null
  readonly after: string
  readonly key: string
  readonly requestHash: string
  readonly prevHash: string
  readonly hash: string
  readonly at: Micros
}

export interface AuditHead {
  readonly actor: UserId
  readonly seq: number
  readonly hash: string
}

const SHA256 = /^[0-9a-f]{64}$/

/** null: it says what no head of this name does, so nothing may be looked up by it. */
export function ownHead({ id, value }: Found<AuditHead>): AuditHead | null {
  if (!value || value.actor !== id || !UserId.safeParse(id).success) return null
  return Number.isSafeInteger(value.seq) && SHA256.test(value.hash) ? value : null
}

export type AuditFact = Pick<AuditEntry, 'action' | 'target' | 'key' | 'requestHash'> & {
  readonly before: unknown
  readonly after: unknown
}

/** The next entry of an admin's chain; `head` null = the first one. */
export function chainAudit(
  head: AuditHead | null,
  actor: UserId,
  fact: AuditFact,
  now: Micros,
  sha256: Sha256,
): { entry: AuditEntry; head: AuditHead } {
  const seq = (head?.seq ?? 0) + 1
  const body = {
    ...fact,
    id: `${actor}_${seq}`,
    actor,
    seq,
    before: fact.before === null ? null : canonicalJson(fact.before),
    after: canonicalJson(fact.after),
    prevHash: head?.hash ?? '',
    at: now,
  }
  const hash = auditHash(body, sha256)
  return { entry: { ...body, hash }, head: { actor, seq, hash } }
}

/** The chain covers every field of the entry but the hash itself. */
export function auditHash(entry: Omit<AuditEntry, 'hash'>, sha256: Sha256): string {
  const { hash: _, ...body } = entry as AuditEntry
  return sha256(canonicalJson(body))
}
