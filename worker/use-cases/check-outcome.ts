// Whether admins decided the outcome that a payout is for: their entries were written with it,
// under the hash of what they asked for.
import type { PayoutJob } from '../domain/payout-job.ts'
import {
  approvalHash,
  type Claim,
  claimsAlone,
  claimsOfTwo,
  proposalsIn,
} from '../domain/reconcile-decision.ts'
import type { Services } from '../ports.ts'
import { standingOf } from './standing-entries.ts'

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

async function anyStands(s: Needs, claims: readonly Claim[]): Promise<boolean> {
  const standing = new Set(await standingOf(s, claims.flat()))
  return claims.some((claim) => claim.every((entry) => standing.has(entry)))
}
