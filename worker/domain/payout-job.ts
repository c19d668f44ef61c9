// A payout job's state, money-rules 6: pages of settlements under one lease. Pure.
import type { PayoutState } from '../../shared/api/payouts.ts'
import type { Outcome } from '../../shared/api/predictions.ts'
import type { PayoutJobId, PredictionId } from '../../shared/ids.ts'
import type { Commitment } from './commitment.ts'
import type { Micros, TokenTransaction } from './ledger.ts'

/** Folded from the rows it wrote; checked against the rows themselves before it is done. */
export interface PayoutSums {
  readonly rows: number
  /** Effect on the house's book: stakes lost less profits, reversals included. */
  readonly book: number
  /** Effect on what people have committed. */
  readonly committed: number
}
export interface PayoutCounts {
  readonly won: number
  readonly lost: number
  readonly refunded: number
  /** Of those refunded, the ones that came after the lock. */
  readonly late: number
}
export interface PayoutJob {
  readonly id: PayoutJobId
  readonly predictionId: PredictionId
  readonly resolutionVersion: number
  readonly outcome: Outcome
  readonly requestHash: string
  readonly state: PayoutState
  /** Commitments to settle, as counted when it was made: it is not done with fewer. */
  readonly expected: number
  readonly counts: PayoutCounts
  readonly sums: PayoutSums
  /** Tokens returned to people: winnings and refunds. */
  readonly paid: number
  /** Of the last page applied: tells its sender, whose answer was lost, that it was. */
  readonly pageToken: string
  readonly pages: number
  /** Who holds the lease, and until when; 0 = nobody. */
  readonly holder: string
  readonly leaseUntil: Micros
  /** When the crons look at it next; null once done or blocked. */
  readonly nextCheckAt: Micros | null
  readonly error: string | null
  readonly createdAt: Micros
  readonly finishedAt: Micros | null
}

const SECOND: Micros = 1_000_000
export const LEASE_MICROS: Micros = 60 * SECOND
/** A lease must be over this long before the crons believe its holder dead. */
const LEASE_GRACE_MICROS: Micros = 120 * SECOND

const NO_COUNTS: PayoutCounts = { won: 0, lost: 0, refunded: 0, late: 0 }
const NO_SUMS: PayoutSums = { rows: 0, book: 0, committed: 0 }

export const isOver = (job: PayoutJob): boolean => job.state === 'done' || job.state === 'blocked'

/** Whether somebody else is at work on it. */
export function isHeld(job: PayoutJob, holder: string, now: Micros): boolean {
  return job.holder !== '' && job.holder !== holder && job.leaseUntil > now
}

export const settledOf = ({ won, lost, refunded }: PayoutCounts): number => won + lost + refunded

export interface PageEffect {
  readonly rows: readonly TokenTransaction[]
  readonly settled: readonly Commitment[]
  readonly late: number
}

/** The job after a page; `free` gives the lease back, so that the next invocation can go on. */
export function afterPage(
  job: PayoutJob,
  page: PageEffect,
  mark: { readonly holder: string; readonly pageToken: string; readonly free: boolean },
  now: Micros,
): PayoutJob {
  const count = (status: Commitment['status']): number =>
    page.settled.filter((each) => each.status === status).length
  const leaseUntil = mark.free ? 0 : now + LEASE_MICROS
  return {
    ...job,
    state: 'running',
    counts: {
      won: job.counts.won + count('won'),
      lost: job.counts.lost + count('lost'),
      refunded: job.counts.refunded + count('refunded'),
      late: job.counts.late + page.late,
    },
    sums: addRows(job.sums, page.rows),
    paid: page.settled.reduce((sum, { payout }) => sum + payout, job.paid),
    pageToken: mark.pageToken,
    pages: job.pages + 1,
    holder: mark.free ? '' : mark.holder,
    leaseUntil,
    nextCheckAt: (mark.free ? now : leaseUntil) + LEASE_GRACE_MICROS,
  }
}

function addRows(sums: PayoutSums, rows: readonly TokenTransaction[]): PayoutSums {
  return {
    rows: sums.rows + rows.length,
    book: rows.reduce((sum, { deltas }) => sum + deltas.dBook, sums.book),
    committed: rows.reduce((sum, { deltas }) => sum + deltas.dCommitted, sums.committed),
  }
}

export const sameSums = (a: PayoutSums, b: PayoutSums): boolean =>
  a.rows === b.rows && a.book === b.book && a.committed === b.committed

const rest = { holder: '', leaseUntil: 0, nextCheckAt: null } as const

export function finished(job: PayoutJob, now: Micros): PayoutJob {
  return { ...job, ...rest, state: 'done', finishedAt: now }
}

export function blocked(job: PayoutJob, error: string): PayoutJob {
  return { ...job, ...rest, state: 'blocked', error }
}

/** Its holder stops before it is done; anybody may go on. */
export function leftBy(job: PayoutJob, now: Micros): PayoutJob {
  return { ...job, holder: '', leaseUntil: 0, nextCheckAt: now + LEASE_GRACE_MICROS }
}

/** A person looked at it and lets it go on. */
export function drivenAgain(job: PayoutJob, now: Micros): PayoutJob {
  return { ...leftBy(job, now), state: 'running', error: null }
}

export function newJob(
  job: Pick<
    PayoutJob,
    'id' | 'predictionId' | 'resolutionVersion' | 'outcome' | 'requestHash' | 'expected'
  >,
  now: Micros,
): PayoutJob {
  return {
    ...job,
    state: 'queued',
    counts: NO_COUNTS,
    sums: NO_SUMS,
    paid: 0,
    pageToken: '',
    pages: 0,
    holder: '',
    leaseUntil: 0,
    nextCheckAt: now + LEASE_GRACE_MICROS,
    error: null,
    createdAt: now,
    finishedAt: null,
  }
}
