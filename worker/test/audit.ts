// The audit log as it stands in the database: what admins did, and whether its chains verify.
import { SPELLINGS } from '../adapters/firestore/documents.ts'
import type { AuditEntry, AuditHead } from '../domain/audit.ts'
import { canonicalJson } from '../domain/canonical.ts'
import type { Kind, Stored } from '../ports.ts'
import { isGiver } from './adjusted.ts'
import type { Documents } from './faults/books.ts'
import { sha256 } from './movements.ts'

/** All documents of a kind. */
export function allOf<K extends Kind>(documents: Documents, kind: K): Stored[K][] {
  const { collection, decode } = SPELLINGS[kind]
  return Object.entries(documents)
    .filter(([path]) => path.startsWith(`${collection}/`))
    .map(([, json]) => {
      const { fields = {}, createTime } = JSON.parse(json)
      return decode(fields, createTime)
    })
}

/**
 * `actor action target`, each actor's in their order, but nothing of givers. Throws when a chain
 * does not verify.
 */
export function auditIn(documents: Documents): string[] {
  const entries = allOf(documents, 'audit').sort((a, b) => a.seq - b.seq)
  const heads = allOf(documents, 'auditHead')
  const actors = new Set([...entries, ...heads].map(({ actor }) => actor))
  return [...actors].sort().flatMap((actor) => {
    const own = entries.filter((entry) => entry.actor === actor)
    const head = heads.find((each) => each.actor === actor)
    if (!verifies(own, head)) throw new Error(`the audit chain of ${actor} is broken`)
    return isGiver(actor) ? [] : own.map(({ action, target }) => `${actor} ${action} ${target}`)
  })
}

function verifies(own: readonly AuditEntry[], head: AuditHead | undefined): boolean {
  const linked = own.every(({ hash, ...body }, at) => {
    const isNext = body.seq === at + 1 && body.prevHash === (own[at - 1]?.hash ?? '')
    return isNext && sha256(canonicalJson(body)) === hash
  })
  return linked && head?.seq === own.length && head.hash === own.at(-1)?.hash
}
