// An outcome against the entries of the admins who decided it: of one alone, or of one who proposed
// it and another who approved. Pure.
import { UserId } from '../../shared/ids.ts'
import { type AuditEntry, type AuditHead, auditHash } from './audit.ts'
import { canonicalJson } from './canonical.ts'
import { type Found, readably } from './difference.ts'
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
  named(asked).flatMap((entry) => (decides(entry, job) ? [[entry]] : []))

/** Only what was proposed last can have been approved: after that its words ask for nothing. */
const PROPOSALS_MAX = 30

export function proposalsIn({ predictionId, outcome }: Paid, asked: Entries): Proposals {
  const proposals = new Map<string, AuditEntry[]>()
  for (const entry of named(asked).sort((a, b) => b.at - a.at)) {
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
  return named(approved).flatMap((entry) => {
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

/** Whoever writes one by hand may call it anything: by such a name nothing is looked up. */
const named = (entries: Entries): AuditEntry[] =>
  entries.flatMap(({ id, value }) => {
    if (!value || !UserId.safeParse(value.actor).success) return []
    return Number.isSafeInteger(value.seq) && id === `${value.actor}_${value.seq}` ? value : []
  })

function factsIn({ after }: AuditEntry): Readonly<Record<string, unknown>> {
  try {
    return { ...JSON.parse(after) }
  } catch {
    return {}
  }
}

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
