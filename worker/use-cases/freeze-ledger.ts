// Payouts stop while nobody knows where tokens came from, and go on once a person says so.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { UserId } from '../../shared/ids.ts'
import type { Micros } from '../domain/ledger.ts'
import { frozenBy, isFrozen, LEDGER_REF, type LedgerState } from '../domain/ledger-state.ts'
import { anew, SUMS_REF } from '../domain/ledger-sums.ts'
import type { Change, Decision, Services } from '../ports.ts'
import { adminChange, type Done } from './admin-change.ts'
import { nowMicros } from './now.ts'
import { raiseAlert } from './raise-alert.ts'
import { sealText } from './sealing.ts'

/** Since when. Frozen already: nothing changes, and nobody is told again on the same day. */
export async function freezeLedger(
  s: Pick<Services, 'store' | 'clock' | 'random' | 'log' | 'alarm'>,
  reason: string,
  facts: object,
): Promise<Micros> {
  const now = nowMicros(s.clock)
  const since = await s.store.atomically({ state: LEDGER_REF }, ({ state }) => {
    const value = frozenBy(state, reason, now)
    return { answer: value.frozen?.at ?? now, changes: [{ ref: LEDGER_REF, value }] }
  })
  // Thawed and frozen again on one day is news.
  await raiseAlert(s, { cause: 'ledger_frozen', facts: { reason, ...facts }, occasion: since })
  return since
}

/**
 * What is only read keeps no commit back: a page that was decided before the freeze would be paid
 * after it.
 */
export function unlessFrozen<T>(ledger: LedgerState | null, decision: Decision<T>): Decision<T> {
  if (decision.changes.length === 0) return decision
  if (ledger) return { ...decision, guards: [...(decision.guards ?? []), LEDGER_REF] }
  // Nothing guards but what is there.
  const free: Change = { ref: LEDGER_REF, value: { id: 'ledger', frozen: null } }
  return { ...decision, changes: [...decision.changes, free] }
}

export interface ThawInput {
  readonly adminId: UserId
  readonly reason: string
  readonly key?: string | undefined
}

/** Where the audit log keeps why; `at`: the time of its entry. */
export const thawPlaceOf = (at: Micros): string => `auditLog/ledger/${at}`

/**
 * Everything is added up anew: a row that was wrong when it was added would freeze payouts again,
 * though it has been put right. Refuses LEDGER_NOT_FROZEN. The five-minute cron finds the payouts.
 */
export function thawLedger(
  s: Pick<Services, 'store' | 'vault' | 'hash' | 'clock' | 'random'>,
  { adminId, reason, key = s.random.uuid() }: ThawInput,
): Promise<Result<Done<LedgerState>>> {
  const act = { adminId, route: 'thaw-ledger', key, request: { reason } }
  const keyRef = { kind: 'dataKey', id: adminId } as const
  const refs = { state: LEDGER_REF, sums: SUMS_REF, dataKey: keyRef } as const
  return adminChange(s, act, refs, ({ state, sums, dataKey }, now) => {
    if (!state || !isFrozen(state)) {
      return refuse('LEDGER_NOT_FROZEN', 'Payouts go on by themselves.')
    }
    const value: LedgerState = { ...state, frozen: null }
    // Words about whose rows were wrong: with the data of who wrote them.
    const wish = { userId: adminId, dataKey, place: thawPlaceOf(now) }
    const { sealed, changes: keys } = sealText(s, wish, reason)
    const after = { private: sealed }
    const fact = { action: 'ledger.thaw', target: 'ledger', before: state, after }
    const changes: Change[] = [{ ref: LEDGER_REF, value }, ...keys]
    if (sums) changes.push({ ref: SUMS_REF, value: anew(sums, now) })
    return ok({ value, changes, fact })
  })
}
