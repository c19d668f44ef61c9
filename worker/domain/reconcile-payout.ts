// A payout that is done against the rows it wrote, and all accounts against all balances. Pure.
import type { DifferenceKind } from '../../shared/difference-kind.ts'
import { type Difference, type Facts, type Found, readably } from './difference.ts'
import type { Deltas } from './ledger.ts'
import { type PayoutJob, type PayoutSums, sameSums } from './payout-job.ts'
import type { Prediction } from './prediction.ts'

/** What a payout is compared with. */
export interface Beside {
  /** What those of its resolution add up to. */
  readonly rows: PayoutSums | null
  readonly prediction: Prediction | null
  /** Admins decided its outcome. */
  readonly decided: boolean
}

/** I12. Before it is done it checks itself, and its rows are still being written. */
export function faultsOfJob(
  { id, value: job, writtenAt = '' }: Found<PayoutJob>,
  { rows, prediction, decided }: Beside,
): Difference[] {
  const fault = (kind: DifferenceKind, facts: Facts = {}): Difference[] => [
    { kind, id, userId: null, facts },
  ]
  if (!job) return fault('payout_unreadable', { writtenAt })
  return readably(
    () => {
      if (job.id !== id || `${job.predictionId}_v${job.resolutionVersion}` !== id) {
        return fault('payout_unreadable', { writtenAt })
      }
      const done = job.state === 'done' ? rows : null
      const isOdd = !decided || (done ? !agrees(job, prediction) : isAhead(job, prediction))
      const facts = { ...outcomesOf(job, prediction), ...(!decided && { decided }) }
      return [
        ...(done ? faultsOfSums(job, done, fault) : []),
        ...(isOdd ? fault('payout_outcome', facts) : []),
      ]
    },
    () => fault('payout_unreadable', { writtenAt }),
  )
}

type Fault = (kind: DifferenceKind, facts: Facts) => Difference[]

function faultsOfSums(job: PayoutJob, sums: PayoutSums, fault: Fault): Difference[] {
  const { rows, book, committed } = sums
  if (sameSums(job.sums, sums) && isCounted(job, sums)) return []
  return fault('payout_sums', { rows, book, committed, says: saidBy(job) })
}

const saidBy = ({ sums, counts, paid, expected }: PayoutJob): string =>
  [sums.rows, sums.book, sums.committed, counts.won, counts.lost, counts.refunded, paid, expected]
    .map(String)
    .join(' ')

const outcomesOf = ({ outcome }: PayoutJob, prediction: Prediction | null): Facts => ({
  outcome,
  prediction: prediction?.outcome ?? null,
  status: prediction?.status ?? null,
  version: prediction?.resolutionVersion ?? null,
})

function isCounted(job: PayoutJob, { rows, book, committed }: PayoutSums): boolean {
  const { won, lost, refunded } = job.counts
  const settled = won + lost + refunded
  if (settled < job.expected) return false
  if (job.resolutionVersion > 1) return rows >= settled && rows <= 2 * settled
  // One row a commitment: what people no longer hold went to them or to the house.
  return rows === settled && job.paid === 0 - committed - book
}

/** They come to be together. */
const isAhead = (job: PayoutJob, prediction: Prediction | null): boolean =>
  prediction !== null && prediction.resolutionVersion < job.resolutionVersion

/** A later resolution may have decided otherwise; this one may not. */
function agrees(job: PayoutJob, prediction: Prediction | null): boolean {
  if (!prediction || prediction.resolutionVersion < job.resolutionVersion) return false
  if (prediction.resolutionVersion > job.resolutionVersion) return true
  const status = job.outcome === 'void' ? 'voided' : 'resolved'
  return prediction.outcome === job.outcome && prediction.status === status
}

/** Of more resolutions than anybody makes only the newest are looked for. */
const VERSIONS_MAX = 100

/** Newest first: 2, 1. */
export function versionsOf({ resolutionVersion: version }: Prediction): number[] {
  return Array.from({ length: Math.min(version, VERSIONS_MAX) }, (_, back) => version - back)
}

/**
 * The other way: what is being paid out, or was, has the payouts that say so, one a version. Each
 * was done before the next began, and the last one with the prediction.
 */
export function faultsOfPrediction(
  { id, value, writtenAt = '' }: Found<Prediction>,
  jobs: readonly (Found<PayoutJob> | null)[],
): Difference[] {
  const fault: Fault = (kind, facts) => [{ kind, id, userId: null, facts }]
  if (value?.id !== id) return fault('prediction_unreadable', { writtenAt })
  const { status, resolutionVersion: version, outcome } = value
  const isDecided = DECIDED.has(status)
  if (isDecided !== version > 0) return fault('payout_missing', { status, version })
  if (!isDecided) return []
  const [job = null] = jobs
  const undone = versionsOf(value).filter((version, back) => {
    const each = jobs[back] ?? null
    // What is under way may be in any state; that it is gone is said by what it says.
    const isNewest = version === value.resolutionVersion
    return !isDone(each) && !(isNewest && (each === null || status === 'resolving'))
  })
  const isOther = !job || (job.value && job.value.outcome !== outcome)
  if (!isOther && undone.length === 0) return []
  const facts = { status, version, outcome, says: job?.value?.outcome ?? null }
  return fault('payout_missing', {
    ...facts,
    ...(undone.length > 0 && { undone: undone.join(' ') }),
  })
}

/** One that is there and can't be read is named by itself. */
const isDone = (job: Found<PayoutJob> | null): boolean =>
  job !== null && (!job.value || job.value.state === 'done')

const DECIDED: ReadonlySet<string> = new Set(['resolving', 'resolved', 'voided'])

/** What everybody has together. */
export interface Supply {
  readonly available: number
  readonly committed: number
  readonly owed: number
}

/** What comes from somewhere goes somewhere: nothing is left. */
export function sumOf(moved: Deltas): number {
  const { dStripe, dPromo, dBook, dAdjust } = moved
  const people = moved.dAvailable + moved.dCommitted - moved.dOwed
  return people + dStripe + dPromo + dBook + dAdjust
}

export const supplyOf = ({ dAvailable, dCommitted, dOwed }: Deltas): Supply => ({
  available: dAvailable,
  committed: dCommitted,
  owed: dOwed,
})

/** I3: what the rows moved is what people have, and nothing came from nowhere. */
export function faultsOfSupply(rows: Supply, balances: Supply, sum = 0): Difference[] {
  const off = {
    available: balances.available - rows.available,
    committed: balances.committed - rows.committed,
    owed: balances.owed - rows.owed,
    sum,
  }
  if (Object.values(off).every((each) => each === 0)) return []
  return [{ kind: 'supply', id: 'ledger', userId: null, facts: off }]
}
