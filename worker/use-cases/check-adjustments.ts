// What two people decided against the row that moved it, and against what the audit log says that
// they did.
import type { Adjustment } from '../domain/adjustment.ts'
import type { AuditEntry } from '../domain/audit.ts'
import { entriesNamed } from '../domain/audit-standing.ts'
import type { Difference } from '../domain/difference.ts'
import { adjustRowId } from '../domain/keys.ts'
import { faultsOfAdjustment, faultsOfDecision } from '../domain/reconcile-adjustment.ts'
import type { Services } from '../ports.ts'
import { standingOf } from './standing-entries.ts'

type Needs = Pick<Services, 'store' | 'hash'>

export const ADJUSTMENT_CHECK_CALLS = 3
/** One proposes, one decides. */
const ENTRIES_MAX = 20

/** Both as they are at one moment; what admins did of it came with them. */
export async function checkAdjustment(s: Needs, id: string): Promise<Difference[]> {
  const { adjustment, row } = await s.store.look({
    adjustment: { kind: 'adjustment', id },
    row: { kind: 'row', id: adjustRowId(id as Adjustment['id']) },
  })
  if (!adjustment) return []
  const faults = faultsOfAdjustment(adjustment, row?.value ?? null)
  if (faults.length > 0 || adjustment.value?.state !== 'approved') return faults
  return faultsOfDecision(adjustment.value, await actsAbout(s, adjustment.value.id))
}

async function actsAbout(s: Needs, target: string): Promise<AuditEntry[]> {
  return standingOf(s, entriesNamed(await s.store.entriesAbout([target], ENTRIES_MAX)))
}
