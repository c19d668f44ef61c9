// Entries of the audit log that others are compared with: only those that stand in their chains.
import { type AuditEntry, type AuditHead, ownHead } from '../domain/audit.ts'
import { standsInChain } from '../domain/audit-standing.ts'
import type { Found } from '../domain/difference.ts'
import type { Ref, Services } from '../ports.ts'

/** All at one moment: an entry comes with its head, and with the one after it. One call. */
export async function standingOf(
  { store, hash }: Pick<Services, 'store' | 'hash'>,
  entries: readonly AuditEntry[],
): Promise<AuditEntry[]> {
  if (entries.length === 0) return []
  const refs: Record<string, Ref<'auditHead'> | Ref<'audit'>> = {}
  for (const { actor, seq } of entries) {
    refs[`head ${actor}`] = { kind: 'auditHead', id: actor }
    refs[`entry ${actor} ${seq + 1}`] = { kind: 'audit', id: `${actor}_${seq + 1}` }
  }
  const found: Readonly<Record<string, Found<unknown> | null>> = await store.look(refs)
  return entries.filter((entry) => {
    const { actor, seq } = entry
    const head = found[`head ${actor}`] as Found<AuditHead> | null
    const next = found[`entry ${actor} ${seq + 1}`]?.value as AuditEntry | null | undefined
    return standsInChain(entry, head && ownHead(head), next ?? null, hash.sha256)
  })
}
