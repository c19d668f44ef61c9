// What becomes of a page of a payout, judged by everything it depends on as it is right now.
import type { PayoutJobId, UserId } from '../../shared/ids.ts'
import type { Commitment } from '../domain/commitment.ts'
import { commitRowId, partsOfPayoutJob, settleRowId } from '../domain/keys.ts'
import type { TokenTransaction, Wallet } from '../domain/ledger.ts'
import { isFrozen, LEDGER_REF, type LedgerState } from '../domain/ledger-state.ts'
import {
  afterPage,
  blocked,
  finished,
  isHeld,
  isOver,
  type PayoutJob,
  type PayoutSums,
  sameSums,
  settledOf,
} from '../domain/payout-job.ts'
import { type SettledPage, settleCommitments } from '../domain/payout-page.ts'
import { type Lock, lateFrom, type Prediction, paidOut } from '../domain/prediction.ts'
import { misfitsOfCommitment } from '../domain/reconcile-commitment.ts'
import type { Change, Decision, Ref, Seen, Services } from '../ports.ts'
import { nowMicros } from './now.ts'

export type PageOutcome =
  /** By this commit, or by an earlier one whose answer was lost. */
  | { readonly kind: 'applied'; readonly job: PayoutJob }
  /** Somebody was faster: the page is dropped, the next one is queried. */
  | { readonly kind: 'moved'; readonly job: PayoutJob }
  | { readonly kind: 'held' }
  /** Payouts are frozen: nothing is paid until a person has looked. */
  | { readonly kind: 'frozen' }
  /** None of them is what its rows say: nothing of the page is paid. */
  | { readonly kind: 'odd'; readonly job: PayoutJob; readonly ids: readonly string[] }
  /** Done or blocked; null: there is no such job. */
  | { readonly kind: 'over'; readonly job: PayoutJob | null }

export interface PageWork {
  readonly jobId: PayoutJobId
  readonly holder: string
  readonly pageToken: string
  readonly page: readonly Commitment[]
  /** Names of those that came with it, and that nobody can read. */
  readonly unreadable: readonly string[]
  /** What the rows before this page add up to, if it is the last one. */
  readonly sums: PayoutSums | null
  /** The job as it was seen before those rows were added up. */
  readonly before: PayoutJob | null
}
type Work = PageWork & { readonly free: boolean }
type Refs = Record<string, Ref>

const commitmentName = (id: string): string => `commitment ${id}`
const walletName = (id: string): string => `wallet ${id}`
const rowName = (id: string): string => `row ${id}`

export function refsOfPage({ jobId, page }: PageWork): Refs {
  const { predictionId, version } = partsOfPayoutJob(jobId)
  const refs: Refs = {
    job: { kind: 'payoutJob', id: jobId },
    prediction: { kind: 'prediction', id: predictionId },
    lock: { kind: 'lock', id: predictionId },
    ledger: LEDGER_REF,
  }
  for (const each of page) {
    const { id, userId } = each
    refs[commitmentName(id)] = { kind: 'commitment', id }
    refs[walletName(userId)] = { kind: 'wallet', id: userId }
    for (const row of rowIdsOf(each, version)) refs[rowName(row)] = { kind: 'row', id: row }
  }
  return refs
}

/** What it says is only paid if the rows that made and settled it say the same. */
function rowIdsOf({ id, userId, settledVersion: before }: Commitment, version: number): string[] {
  const settled = [before, before + 1].filter((each) => each > 0 && each < version)
  return [commitRowId(userId, id), ...settled.map((each) => settleRowId(id, each))]
}

interface View {
  readonly job: PayoutJob
  readonly prediction: Prediction
  readonly lock: Lock | null
  readonly page: readonly Commitment[]
  readonly wallets: ReadonlyMap<UserId, Wallet>
}
interface Decided {
  readonly decision: Decision<PageOutcome>
  readonly late: number
}

export function decidePage(
  s: Pick<Services, 'clock' | 'hash'>,
  work: Work,
  seen: Seen<Refs>,
): Decided {
  const now = nowMicros(s.clock)
  const { version } = partsOfPayoutJob(work.jobId)
  const job = seen.job as PayoutJob | null
  if (!job) return unchanged({ kind: 'over', job })
  if (job.pageToken === work.pageToken) return unchanged({ kind: 'applied', job })
  if (isOver(job)) return unchanged({ kind: 'over', job })
  if (isHeld(job, work.holder, now)) return unchanged({ kind: 'held' })
  if (isFrozen(seen.ledger as LedgerState | null)) return unchanged({ kind: 'frozen' })
  const prediction = seen.prediction as Prediction | null
  if (prediction?.resolutionVersion !== version || prediction.status !== 'resolving') {
    return changed({ kind: 'over', job: blocked(job, 'payout_astray') }, work, [])
  }
  const found = work.page.map(({ id }) => seen[commitmentName(id)] as Commitment | null)
  if (found.some((each, at) => each && each.settledVersion !== work.page[at]?.settledVersion)) {
    return unchanged({ kind: 'moved', job })
  }
  const page = found.filter((each) => each !== null && isAsWritten(s, each, seen)) as Commitment[]
  const all = [...work.page.map(({ id }) => id), ...work.unreadable]
  if (page.length === 0 && all.length > 0) return unchanged({ kind: 'odd', job, ids: all })
  // Whatever is odd stays behind, and nobody else waits for it: this page is not the last one.
  const rest = page.length < all.length ? { ...work, sums: null } : work
  const wrong = wrongIn(rest, job)
  if (wrong) {
    // A page that was committed after the look would explain it: then another look is due.
    if (!isUnmoved(job, work.before)) return unchanged({ kind: 'moved', job })
    return changed({ kind: 'over', job: blocked(job, wrong) }, work, [])
  }
  const lock = seen.lock as Lock | null
  return settle(s, rest, { job, prediction, lock, page, wallets: walletsOf(page, seen) }, now)
}

function isAsWritten({ hash }: Pick<Services, 'hash'>, each: Commitment, seen: Seen<Refs>) {
  const row = (id: string) => (seen[rowName(id)] ?? null) as TokenTransaction | null
  const { id, userId, settledVersion: version } = each
  const made = row(commitRowId(userId, id))
  const [settled, later] = [row(settleRowId(id, version)), row(settleRowId(id, version + 1))]
  return misfitsOfCommitment(each, { made, settled, later }, hash.sha256).length === 0
}

/** What keeps the last page from being the end. */
function wrongIn({ sums, page }: Work, job: PayoutJob): string | null {
  if (!sums) return null
  if (!sameSums(sums, job.sums)) return 'payout_sums_differ'
  // A database that finds fewer commitments than it counted would leave people unpaid for good.
  return settledOf(job.counts) + page.length < job.expected ? 'payout_incomplete' : null
}

const isUnmoved = (job: PayoutJob, before: PayoutJob | null): boolean =>
  before !== null && before.pageToken === job.pageToken && before.pages === job.pages

function walletsOf(page: readonly Commitment[], seen: Seen<Refs>): Map<UserId, Wallet> {
  return new Map(
    page.flatMap(({ userId }) => {
      const wallet = seen[walletName(userId)] as Wallet | null
      return wallet ? [[userId, wallet] as const] : []
    }),
  )
}

/** From here on the page must succeed. */
function settle(
  s: Pick<Services, 'hash'>,
  work: Work,
  { job, prediction, lock, page, wallets }: View,
  now: number,
): Decided {
  const { resolutionVersion: version, outcome, requestHash } = job
  const terms = { version, outcome, requestHash, lateFrom: lateFrom(prediction, lock) }
  const settled = settleCommitments(page, wallets, terms, now, s.hash.sha256)
  const after = afterPage(job, settled, work, now)
  const isLast = work.sums !== null
  const changes = changesOf(settled)
  if (isLast) {
    const value = paidOut(prediction, now)
    changes.push({ ref: { kind: 'prediction', id: prediction.id }, value })
  }
  const outcomeOf = { kind: 'applied', job: isLast ? finished(after, now) : after } as const
  return { ...changed(outcomeOf, work, changes), late: settled.late }
}

const changesOf = ({ rows, settled, wallets }: SettledPage): Change[] => [
  ...rows.map((value): Change => ({ ref: { kind: 'row', id: value.id }, value })),
  ...settled.map((value): Change => ({ ref: { kind: 'commitment', id: value.id }, value })),
  ...wallets.map((value): Change => ({ ref: { kind: 'wallet', id: value.userId }, value })),
]

const unchanged = (answer: PageOutcome): Decided => ({ decision: { answer, changes: [] }, late: 0 })

function changed(
  answer: PageOutcome & { readonly job: PayoutJob },
  { jobId }: Work,
  changes: readonly Change[],
): Decided {
  const job: Change = { ref: { kind: 'payoutJob', id: jobId }, value: answer.job }
  return { decision: { answer, changes: [job, ...changes] }, late: 0 }
}
