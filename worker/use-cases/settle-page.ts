// One page of a payout in one guarded commit: rows, balances, commitments, and the job itself,
// whose update time fences off everybody else at work on it. Three calls: query, read, commit.
import { Outage } from '../../shared/failure.ts'
import type { PayoutJobId } from '../../shared/ids.ts'
import type { Commitment } from '../domain/commitment.ts'
import type { Found } from '../domain/difference.ts'
import { partsOfPayoutJob } from '../domain/keys.ts'
import type { LedgerState } from '../domain/ledger-state.ts'
import type { PayoutJob, PayoutSums } from '../domain/payout-job.ts'
import type { Decision, Services } from '../ports.ts'
import { blockOdd, blockPayout, ODD_CALLS, type Settled } from './block-payout.ts'
import { decidePage, type PageOutcome, type PageWork, refsOfPage } from './decide-page.ts'
import { unlessFrozen } from './freeze-ledger.ts'

/** A page: the query, the read, the commit. Lost races cost a mark, a read and a commit each. */
const PAGE_CALLS = 3
/** With the sum over the rows, which the last page needs. */
export const LAST_PAGE_CALLS = PAGE_CALLS + 1
/** A race lost at the very end may be made up for; whoever loses more leaves it to a message. */
const OVERDRAFT_CALLS_MAX = PAGE_CALLS

export interface Turn {
  readonly jobId: PayoutJobId
  /** Who holds the lease. */
  readonly holder: string
  /** Commitments a page at most. */
  readonly sizeMax: number
  /** Firestore calls that are left for this invocation. */
  readonly callsLeft: number
  /** The job as this holder saw it last. */
  readonly before: PayoutJob | null
}
export interface Turned {
  readonly outcome: Settled
  /** Firestore calls that it took. */
  readonly calls: number
  /** What fitted into one commit. */
  readonly size: number
}
type Needs = Pick<Services, 'store' | 'alarm' | 'clock' | 'hash' | 'random' | 'log'>

/** Throws STORE_BUSY, STORE_UNAVAILABLE: the page was applied or not; the next one finds out. */
export async function settlePage(s: Needs, turn: Turn): Promise<Turned> {
  const { predictionId, version } = partsOfPayoutJob(turn.jobId)
  const found = await s.store.unsettled(predictionId, version, turn.sizeMax + 1)
  const count = { calls: 1 }
  let page = found.slice(0, turn.sizeMax)
  for (;;) {
    const isLast = page.length === found.length
    const sums = isLast ? await s.store.settledRows(predictionId, version) : null
    if (isLast) count.calls += 1
    try {
      const done = await commitPage(s, turn, { page, sums, count })
      if (done.kind === 'odd' && turn.callsLeft - count.calls < ODD_CALLS) throw usedUp()
      const outcome = done.kind === 'odd' ? await blockOdd(s, turn, done) : done
      return { outcome, calls: count.calls, size: page.length }
    } catch (error) {
      // Whatever is no outage fails for good; the others on the page must not wait for that one.
      if (error instanceof Outage) throw error
      if (page.length <= 1) {
        const outcome = await blockPayout(s, turn, page[0]?.id ?? null, error)
        return { outcome, calls: count.calls, size: 1 }
      }
      // A new invocation has calls enough to halve a page down to one.
      if (turn.callsLeft - count.calls < -OVERDRAFT_CALLS_MAX) {
        throw usedUp(error)
      }
      page = page.slice(0, Math.ceil(page.length / 2))
    }
  }
}

const usedUp = (cause?: unknown) =>
  new Outage('STORE_BUSY', 'the calls of this invocation are used up', { cause })

interface Attempt {
  readonly page: readonly Found<Commitment>[]
  /** Of the rows before this page; null: it is not the last one. */
  readonly sums: PayoutSums | null
  readonly count: { calls: number }
}

/** One that calls itself something else would be settled in the other's place. */
function sorted(found: readonly Found<Commitment>[]): Pick<PageWork, 'page' | 'unreadable'> {
  const page = found.flatMap(({ id, value }) => (value?.id === id ? value : []))
  const read = new Set<string>(page.map(({ id }) => id))
  return { page, unreadable: found.map(({ id }) => id).filter((id) => !read.has(id)) }
}

async function commitPage(s: Needs, turn: Turn, attempt: Attempt): Promise<PageOutcome> {
  const { count, sums } = attempt
  const work: PageWork = { ...turn, ...sorted(attempt.page), sums, pageToken: s.random.uuid() }
  const callsBefore = count.calls
  let tries = 0
  let late = 0
  const outcome = await s.store.atomically(
    refsOfPage(work),
    (seen): Decision<PageOutcome> => {
      tries += 1
      // This read and its commit, and for each race lost the mark, read and commit of that.
      count.calls = callsBefore + PAGE_CALLS * tries - 1
      const left = turn.callsLeft - count.calls
      const decided = decidePage(s, { ...work, free: left < LAST_PAGE_CALLS }, seen)
      if (tries > 1 && left < -OVERDRAFT_CALLS_MAX && decided.decision.changes.length > 0) {
        return { answer: { kind: 'moved', job: seen.job as PayoutJob }, changes: [] }
      }
      late = Math.max(late, decided.late)
      return unlessFrozen(seen.ledger as LedgerState | null, decided.decision)
    },
    { settling: true },
  )
  if (outcome.kind === 'applied' && late > 0) {
    s.log.error('late_commitment', { jobId: turn.jobId, late })
  }
  return outcome
}
