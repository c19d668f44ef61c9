// What two people decided against the row that moved it, and against what the audit log says that
// they did.
import { UserId } from '../../shared/ids.ts'
import type { Adjustment } from '../domain/adjustment.ts'
import { type AuditEntry, auditHash, ownHead } from '../domain/audit.ts'
import { type Difference, type Found, readably } from '../domain/difference.ts'
import { adjustRowId } from '../domain/keys.ts'
import { faultsOfAdjustment, faultsOfDecision } from '../domain/reconcile-adjustment.ts'
import type { Services } from '../ports.ts'

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

/** Those that their actor's chain has, asked for after them. */
export async function actsAbout({ store, hash }: Needs, target: string): Promise<AuditEntry[]> {
  const found = await store.entriesAbout([target], ENTRIES_MAX)
  const own = found.flatMap((each) => ownEntry(each, hash.sha256) ?? [])
  if (own.length === 0) return []
  const heads = await store.look(
    Object.fromEntries(own.map(({ actor }) => [actor, { kind: 'auditHead', id: actor } as const])),
  )
  const lengthOf = (actor: UserId): number => {
    const head = heads[actor]
    return (head && ownHead(head)?.seq) ?? 0
  }
  return own.filter(({ actor, seq }) => seq <= lengthOf(actor))
}

/** Null: a hand changed it, or wrote it under another name. */
function ownEntry(
  { id, value }: Found<AuditEntry>,
  sha256: Services['hash']['sha256'],
): AuditEntry | null {
  if (!value || value.id !== id || `${value.actor}_${value.seq}` !== id) return null
  if (!UserId.safeParse(value.actor).success) return null
  return readably(
    () => (value.hash === auditHash(value, sha256) ? value : null),
    () => null,
  )
}
