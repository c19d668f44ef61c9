// An outcome against the entries of the admins who decided it: of one alone, or of one who proposed
// it and another who approved. Pure.
import type { AuditEntry } from './audit.ts'
import { entriesNamed } from './audit-standing.ts'
import { canonicalJson } from './canonical.ts'
import type { Found } from './difference.ts'
import type { Sha256 } from './ledger.ts'
import type { PayoutJob } from './payout-job.ts'

type Paid = Pick<PayoutJob, 'predictionId' | 'resolutionVersion' | 'outcome'>
type Entries = readonly Found<AuditEntry>[]
/** By the proposal's id: whoever says to have made it. */
export type Proposals = ReadonlyMap<string, readonly AuditEntry[]>
/** Entries which, if they stand in their chains, decided the outcome. */
export type Claim = readonly AuditEntry[]

/** Of one admin alone. */
export const claimsAlone = (job: Paid, asked: Entries): Claim[] =>
  entriesNamed(asked).flatMap((entry) => (decides(entry, job) ? [[entry]] : []))

/** Only what was proposed last can have been approved: after that its words ask for nothing. */
const PROPOSALS_MAX = 30

export function proposalsIn({ predictionId, outcome }: Paid, asked: Entries): Proposals {
  const proposals = new Map<string, AuditEntry[]>()
  for (const entry of entriesNamed(asked).sort((a, b) => b.at - a.at)) {
    const { id, outcome: proposed } = factsIn(entry)
    if (entry.action !== 'prediction.propose' || entry.target !== predictionId) continue
    if (typeof id !== 'string' || proposed !== outcome) continue
    if (proposals.size < PROPOSALS_MAX || proposals.has(id)) {
      proposals.set(id, [...(proposals.get(id) ?? []), entry])
    }
  }
  return proposals
}

/** Of what whoever approves a proposal asks for. */
export const approvalHash = (id: string, sha256: Sha256): string => sha256(canonicalJson({ id }))

/** Of two: nobody approves their own, whatever the proposal says of who made it. */
export function claimsOfTwo(job: Paid, proposals: Proposals, approved: Entries): Claim[] {
  return entriesNamed(approved).flatMap((entry) => {
    const { proposalId } = factsIn(entry)
    const made = typeof proposalId === 'string' ? (proposals.get(proposalId) ?? []) : []
    const isByAnother = made.length > 0 && made.every(({ actor }) => actor !== entry.actor)
    return decides(entry, job) && isByAnother ? [[entry, ...made]] : []
  })
}

function decides(entry: AuditEntry, { predictionId, resolutionVersion, outcome }: Paid): boolean {
  const action = resolutionVersion > 1 ? 'prediction.correct' : 'prediction.resolve'
  if (entry.action !== action || entry.target !== predictionId) return false
  const after = factsIn(entry)
  return after.resolutionVersion === resolutionVersion && after.outcome === outcome
}

function factsIn({ after }: AuditEntry): Readonly<Record<string, unknown>> {
  try {
    return { ...JSON.parse(after) }
  } catch {
    return {}
  }
}
