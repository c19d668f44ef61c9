// Whether an entry of the audit log is what was written, and stands in its chain. Pure.
import { UserId } from '../../shared/ids.ts'
import { type AuditEntry, type AuditHead, auditHash } from './audit.ts'
import { type Found, readably } from './difference.ts'
import type { Sha256 } from './ledger.ts'

/** Whoever writes one by hand may call it anything: by such a name nothing is looked up. */
export const entriesNamed = (entries: readonly Found<AuditEntry>[]): AuditEntry[] =>
  entries.flatMap(({ id, value }) => {
    if (!value || !UserId.safeParse(value.actor).success) return []
    return Number.isSafeInteger(value.seq) && id === `${value.actor}_${value.seq}` ? value : []
  })

/** It is what was written, and what came after it says so; `head` as it was at that moment. */
export function standsInChain(
  entry: AuditEntry,
  head: AuditHead | null,
  next: AuditEntry | null,
  sha256: Sha256,
): boolean {
  const linked = head?.seq === entry.seq ? head.hash : next?.prevHash
  if (!head || head.seq < entry.seq || linked !== entry.hash) return false
  return readably(
    () => auditHash(entry, sha256) === entry.hash,
    () => false,
  )
}
