// Whether admins decided the outcome that a payout is for: their entries were written with it,
// under the hash of what they asked for.
import { type AuditEntry, type AuditHead, ownHead } from '../domain/audit.ts'
import type { Found } from '../domain/difference.ts'
import type { PayoutJob } from '../domain/payout-job.ts'
import {
  approvalHash,
  type Claim,
  claimsAlone,
  claimsOfTwo,
  proposalsIn,
  standsInChain,
} from '../domain/reconcile-decision.ts'
import type { Ref, Services } from '../ports.ts'

type Needs = Pick<Services, 'store' | 'hash'>

/** What was asked for in the same words: nobody does that often. */
const ENTRIES_MAX = 300

/** Two queries, each with a look at the chains. */
export const OUTCOME_CHECK_CALLS = 4

export async function isDecided(s: Needs, job: PayoutJob): Promise<boolean> {
  const { requestHash } = job
  if (typeof requestHash !== 'string') return false
  const asked = await s.store.entriesAsking([requestHash], ENTRIES_MAX)
  const alone = claimsAlone(job, asked)
  if (await anyStands(s, alone)) return true
  const proposals = proposalsIn(job, asked)
  if (proposals.size === 0) return false
  const hashes = [...proposals.keys()].map((id) => approvalHash(id, s.hash.sha256))
  const approved = await s.store.entriesAsking(hashes, ENTRIES_MAX)
  return anyStands(s, claimsOfTwo(job, proposals, approved))
}

/** All at one moment: an entry comes with its head, and with the one after it. */
async function anyStands({ store, hash }: Needs, claims: readonly Claim[]): Promise<boolean> {
  if (claims.length === 0) return false
  const refs: Record<string, Ref<'auditHead'> | Ref<'audit'>> = {}
  for (const { actor, seq } of claims.flat()) {
    refs[`head ${actor}`] = { kind: 'auditHead', id: actor }
    refs[`entry ${actor} ${seq + 1}`] = { kind: 'audit', id: `${actor}_${seq + 1}` }
  }
  const found: Readonly<Record<string, Found<unknown> | null>> = await store.look(refs)
  const stands = (entry: AuditEntry): boolean => {
    const { actor, seq } = entry
    const head = found[`head ${actor}`] as Found<AuditHead> | null
    const next = found[`entry ${actor} ${seq + 1}`]?.value as AuditEntry | null | undefined
    return standsInChain(entry, head && ownHead(head), next ?? null, hash.sha256)
  }
  return claims.some((claim) => claim.every(stands))
}
