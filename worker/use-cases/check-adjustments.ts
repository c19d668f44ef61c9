// What two people decided against the row that moved it, and against what the audit log says that
// they did.
import { UserId } from '../../shared/ids.ts'
import type { Adjustment } from '../domain/adjustment.ts'
import { type AuditEntry, type AuditHead, auditHash, ownHead } from '../domain/audit.ts'
import { type Difference, type Found, readably } from '../domain/difference.ts'
import { adjustRowId } from '../domain/keys.ts'
import type { Sha256 } from '../domain/ledger.ts'
import { faultsOfAdjustment, faultsOfDecision } from '../domain/reconcile-adjustment.ts'
import type { Ref, Services } from '../ports.ts'

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

/** Those that stand in their chains, all at one moment: an entry comes with its head. */
async function actsAbout({ store, hash }: Needs, target: string): Promise<AuditEntry[]> {
  const found = await store.entriesAbout([target], ENTRIES_MAX)
  const own = found.flatMap((each) => ownEntry(each, hash.sha256) ?? [])
  if (own.length === 0) return []
  const refs: Record<string, Ref<'auditHead'> | Ref<'audit'>> = {}
  for (const { actor, seq } of own) {
    refs[`head ${actor}`] = { kind: 'auditHead', id: actor }
    refs[`after ${actor} ${seq}`] = { kind: 'audit', id: `${actor}_${seq + 1}` }
  }
  const looked: Readonly<Record<string, Found<unknown> | null>> = await store.look(refs)
  return own.filter((entry) => {
    const head = looked[`head ${entry.actor}`] as Found<AuditHead> | null
    const after = looked[`after ${entry.actor} ${entry.seq}`] as Found<AuditEntry> | null
    return isFollowed(entry, head && ownHead(head), after?.value ?? null)
  })
}

/** By the entry after it, or by the end of its chain. */
function isFollowed(
  { seq, hash }: AuditEntry,
  head: AuditHead | null,
  after: AuditEntry | null,
): boolean {
  if (!head || head.seq < seq) return false
  return hash === (head.seq === seq ? head.hash : after?.prevHash)
}

/** Null: a hand changed it, or wrote it under another name. */
function ownEntry({ id, value }: Found<AuditEntry>, sha256: Sha256): AuditEntry | null {
  if (!value || value.id !== id || `${value.actor}_${value.seq}` !== id) return null
  if (!UserId.safeParse(value.actor).success) return null
  return readably(
    () => (value.hash === auditHash(value, sha256) ? value : null),
    () => null,
  )
}
