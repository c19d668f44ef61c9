// A payout that is done against the rows it wrote, and all accounts against all balances. Pure.
import type { DifferenceKind } from '../../shared/difference-kind.ts'
import { type Difference, type Facts, type Found, readably } from './difference.ts'
import type { Deltas } from './ledger.ts'
import { type PayoutJob, type PayoutSums, sameSums } from './payout-job.ts'
import type { Prediction } from './prediction.ts'

/** I12. Before it is done it checks itself, and its rows are still being written. */
export function faultsOfJob(
  { id, value: job, writtenAt = '' }: Found<PayoutJob>,
  rows: PayoutSums | null,
  prediction: Prediction | null,
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
      if (job.state !== 'done' || !rows) return []
      const { rows: count, book, committed } = rows
      return [
        ...(sameSums(job.sums, rows) && isCounted(job, rows)
          ? []
          : fault('payout_sums', { rows: count, book, committed, says: saidBy(job) })),
        ...(agrees(job, prediction) ? [] : fault('payout_outcome', outcomesOf(job, prediction))),
      ]
    },
    () => fault('payout_unreadable', { writtenAt }),
  )
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

/** A later resolution may have decided otherwise; this one may not. */
function agrees(job: PayoutJob, prediction: Prediction | null): boolean {
  if (!prediction || prediction.resolutionVersion < job.resolutionVersion) return false
  if (prediction.resolutionVersion > job.resolutionVersion) return true
  const status = job.outcome === 'void' ? 'voided' : 'resolved'
  return prediction.outcome === job.outcome && prediction.status === status
}

/** The other way: what is being paid out, or was, has the payout that says so. */
export function faultsOfPrediction(
  { id, value, writtenAt = '' }: Found<Prediction>,
  job: Found<PayoutJob> | null,
): Difference[] {
  const fault = (kind: DifferenceKind, facts: Facts): Difference[] => [
    { kind, id, userId: null, facts },
  ]
  if (value?.id !== id) return fault('prediction_unreadable', { writtenAt })
  const { status, resolutionVersion: version, outcome } = value
  const isDecided = DECIDED.has(status)
  if (isDecided !== version > 0) return fault('payout_missing', { status, version })
  if (!isDecided) return []
  const facts = { status, version, outcome, says: job?.value?.outcome ?? null }
  // One that is there and can't be read is named by itself.
  if (!job || (job.value && job.value.outcome !== outcome)) return fault('payout_missing', facts)
  return []
}

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
