// What every admin change shares: one guarded commit holds the change, its audit entry, and a
// receipt from which the same key is answered again.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import { UserId } from '../../shared/ids.ts'
import { type AuditFact, chainAudit } from '../domain/audit.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { receiptIdOf } from '../domain/keys.ts'
import type { Micros } from '../domain/ledger.ts'
import type { Change, Decision, Ref, Seen, Services } from '../ports.ts'
import { nowMicros } from './now.ts'

export interface AdminAct {
  readonly adminId: UserId
  /** Scope of the key: one a kind of change. */
  readonly route: string
  readonly key: string
  /** What was asked for; another request under the same key is refused. */
  readonly request: unknown
}
export interface Changed<T> {
  /** JSON: replays repeat it. */
  readonly value: T
  readonly changes: readonly Change[]
  readonly guards?: readonly Ref[]
  readonly fact: Pick<AuditFact, 'action' | 'target' | 'before' | 'after'>
}
/** It is so already: nothing is written, and the answer counts as a replay. */
export interface Unchanged<T> {
  readonly value: T
  readonly fact?: undefined
}
export interface Done<T> {
  readonly value: T
  readonly replayed: boolean
}
type Needs = Pick<Services, 'store' | 'hash' | 'clock'>

export const receiptOf = (s: Pick<Services, 'hash'>, act: AdminAct): string =>
  receiptIdOf(s.hash.sha256, act.adminId, act.route, act.key)

/** Refuses IDEMPOTENCY_KEY_REUSED and as `decide` does; `decide` may run several times. */
export function adminChange<R extends Record<string, Ref>, T>(
  s: Needs,
  act: AdminAct,
  refs: R,
  decide: (seen: Seen<R>, now: Micros) => Result<Changed<T> | Unchanged<T>>,
): Promise<Result<Done<T>>> {
  const own = {
    auditHead: { kind: 'auditHead', id: act.adminId },
    receipt: { kind: 'receipt', id: receiptOf(s, act) },
  } as const
  const requestHash = s.hash.sha256(canonicalJson(act.request))
  const both: R & typeof own = { ...refs, ...own }
  return s.store.atomically(both, (all): Decision<Result<Done<T>>> => {
    // What was asked for by both halves; TypeScript can't see that of an open type.
    const seen = all as Seen<R> & Seen<typeof own>
    if (seen.receipt) return { answer: replayOf<T>(seen.receipt, requestHash), changes: [] }
    const now = nowMicros(s.clock)
    const decided = decide(seen, now)
    if (!decided.ok) return { answer: decided, changes: [] }
    const done = decided.value
    if (!done.fact) return { answer: ok({ value: done.value, replayed: true }), changes: [] }
    const fact = { ...done.fact, key: act.key, requestHash }
    const audit = chainAudit(seen.auditHead, act.adminId, fact, now, s.hash.sha256)
    const answer = canonicalJson(done.value)
    const changes: Change[] = [
      ...done.changes,
      { ref: own.auditHead, value: audit.head },
      { ref: { kind: 'audit', id: audit.entry.id }, value: audit.entry },
      { ref: own.receipt, value: { id: own.receipt.id, requestHash, answer, at: now } },
    ]
    const guards = done.guards ?? []
    return { answer: ok({ value: done.value, replayed: false }), changes, guards }
  })
}

function replayOf<T>(
  receipt: { readonly requestHash: string; readonly answer: string },
  requestHash: string,
): Result<Done<T>> {
  if (receipt.requestHash !== requestHash) {
    return refuse('IDEMPOTENCY_KEY_REUSED', 'Send a new Idempotency-Key for another change.')
  }
  return ok({ value: JSON.parse(receipt.answer) as T, replayed: true })
}

const SYSTEM_ACTORS = 16

/** Who did what the clock did: spread, so that no chain is written by everything at once. */
export function systemActor(s: Pick<Services, 'hash'>, target: string): UserId {
  const actor = Number.parseInt(s.hash.sha256(target).slice(0, 8), 16) % SYSTEM_ACTORS
  return UserId.parse(`system-${actor}`)
}
