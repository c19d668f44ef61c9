// What a payout can't finish by itself stops it for a person to look at; whatever it can, it does.
import { describe, expect, onTestFinished, test } from 'vitest'
import { payoutJobIdOf } from '../../domain/keys.ts'
import type { TokenTransaction } from '../../domain/ledger.ts'
import { drivePayoutJob } from '../../use-cases/drive-payout-job.ts'
import { openTo, place, RAIN } from '../betting.ts'
import { gather, slipIn } from '../crowd.ts'
import { type Harness, PROJECT_ID } from '../harness.ts'
import {
  drainQueue,
  JOB,
  jobNow,
  lockRain,
  payoutMail,
  personOf,
  rainNow,
  resolveRain,
} from '../payouts.ts'
import { codeOf, must } from '../shop.ts'
import { ADMIN, keyOf, startHarness } from '../start.ts'
import { refusal } from '../wire.ts'
import { booksOf, faultsIn } from './books.ts'

async function resolved(people: number, commitments: number): Promise<Harness> {
  const harness = startHarness()
  await gather(harness.services, { people, commitments })
  harness.clock.advance(1_000)
  await lockRain(harness.services)
  harness.clock.advance(1_000)
  must(await resolveRain(harness.services, 'yes'))
  return harness
}

const books = async (harness: Harness) => booksOf(await harness.documents())
const drive = (harness: Harness, key?: string) =>
  drivePayoutJob(harness.services, { adminId: ADMIN, jobId: JOB, key })

/** Commits of more than so many writes are refused for good, as too large ones are. */
function refuseOver(harness: Harness, writesMax: number, also = /^$/): () => void {
  return harness.intercept('firestore', async (request, next) => {
    if (!request.url.endsWith(':commit')) return next(request)
    const body = await request.clone().text()
    const { writes } = JSON.parse(body) as { writes: unknown[] }
    const bad = writes.length > writesMax || also.test(body)
    return bad ? refusal(400, 'INVALID_ARGUMENT') : next(request)
  })
}

// An index that lags or an answer cut short would leave people unpaid, in a payout that is "done".
test('commitments that no query finds stop the payout, and are paid later', async () => {
  const harness = await resolved(4, 10)
  const restore = harness.intercept('firestore', async (request, next) => {
    const isQuery = request.url.endsWith(':runQuery')
    return isQuery ? Response.json([{ readTime: '2026-01-15T12:00:00Z' }]) : next(request)
  })
  await drainQueue(harness)
  restore()
  expect(await jobNow(harness.services)).toMatchObject({
    state: 'blocked',
    error: 'payout_incomplete',
  })
  expect(harness.recorder.errors()).toEqual(['payout_incomplete'])
  must(await drive(harness))
  await drainQueue(harness)
  expect(await jobNow(harness.services)).toMatchObject({ state: 'done' })
  expect(faultsIn(await books(harness))).toEqual([])
})

test('commitments that one query misses are found by the next, and nobody is woken', async () => {
  const harness = await resolved(4, 10)
  const restore = harness.intercept('firestore', async (request, next) => {
    if (!request.url.endsWith(':runQuery')) return next(request)
    restore()
    return Response.json([{ readTime: '2026-01-15T12:00:00Z' }])
  })
  await drainQueue(harness)
  expect(await jobNow(harness.services)).toMatchObject({ state: 'done', counts: { won: 5 } })
  expect(harness.recorder.errors()).toEqual([])
})

describe('rows that are not what the payout counted', () => {
  /** A row too many: somebody wrote into the books, or paid twice. */
  async function tampered() {
    const harness = await resolved(10, 160)
    let forged: TokenTransaction | undefined
    const restore = harness.intercept('firestore', async (request, next) => {
      const answer = await next(request)
      if (request.url.endsWith(':commit') && !forged) {
        restore()
        const [row] = (await books(harness)).rows.filter(({ type }) => type === 'win')
        if (!row) return answer
        forged = { ...row, id: 'settle_forged_v1' }
        await forge(harness, forged)
      }
      return answer
    })
    return harness
  }
  const forge = ({ services }: Harness, row: TokenTransaction) =>
    services.store.atomically({}, () => ({
      answer: null,
      changes: [{ ref: { kind: 'row', id: row.id }, value: row }],
    }))

  async function strike({ firestore }: Harness, path: string): Promise<void> {
    const root = `projects/${PROJECT_ID}/databases/(default)/documents`
    const init = {
      method: 'POST',
      headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
      body: JSON.stringify({ writes: [{ delete: `${root}/${path}` }] }),
    }
    const answer = await firestore.fetch(new Request(`http://127.0.0.1/v1/${root}:commit`, init))
    expect(answer.status).toBe(200)
  }

  test('the last page is not paid, somebody is woken, nothing is said to be resolved', async () => {
    const harness = await tampered()
    const [message] = await drainQueue(harness)
    expect(message?.endings).toEqual(['ack'])
    const job = await jobNow(harness.services)
    expect(job).toMatchObject({ state: 'blocked', error: 'payout_sums_differ', pages: 1 })
    expect(job.counts).toMatchObject({ won: 75, lost: 75 })
    expect(harness.recorder.errors()).toEqual(['payout_sums_differ'])
    expect((await rainNow(harness.services)).status).toBe('resolving')
    const before = await harness.documents()
    await drainQueue({ ...harness, queue: { take: takeOnce(payoutMail()) } })
    expect(await harness.documents()).toEqual(before)
  })

  test('driven while they still differ it stops again; once they agree it is done', async () => {
    const harness = await tampered()
    await drainQueue(harness)
    must(await drive(harness))
    await drainQueue(harness)
    expect((await jobNow(harness.services)).state).toBe('blocked')
    await strike(harness, 'transactions/settle_forged_v1')
    must(await drive(harness))
    await drainQueue(harness)
    expect(await jobNow(harness.services)).toMatchObject({ state: 'done', error: null })
    expect(faultsIn(await books(harness))).toEqual([])
  })
})

const takeOnce = (message: ReturnType<typeof payoutMail>) => {
  let left = [message]
  return () => {
    const messages = left
    left = []
    return { queue: 'kai-work', messages }
  }
}

describe('what the database refuses for good', () => {
  test('a page that is too large is halved until it fits', async () => {
    const harness = await resolved(10, 200)
    const restore = refuseOver(harness, 120)
    onTestFinished(restore)
    await drainQueue(harness)
    expect(await jobNow(harness.services)).toMatchObject({ state: 'done', pages: 6 })
    expect(faultsIn(await books(harness))).toEqual([])
    expect(harness.recorder.errors()).toEqual([])
  })

  test('one commitment alone: those before it are paid; it is recorded, and driven', async () => {
    const harness = await resolved(10, 40)
    const [poison] = (await books(harness)).commitments.slice(-1)
    const restore = refuseOver(harness, 10_000, new RegExp(`settle_${poison?.id}`))
    const mail = await drainQueue(harness)
    expect(mail.map(({ endings }) => endings)).toEqual([['ack']])
    const job = await jobNow(harness.services)
    expect(job).toMatchObject({ state: 'blocked', error: 'payout_unstorable' })
    expect(harness.recorder.errors()).toEqual(['dead_letter_parked', 'payout_unstorable'])
    const [letter] = (await books(harness)).deadLetters
    expect(JSON.parse(letter?.body ?? '')).toEqual({ v: 1, kind: 'payout', jobId: JOB })
    expect(faultsIn(await books(harness))).toEqual([])
    restore()
    must(await drive(harness))
    expect((await books(harness)).deadLetters).toMatchObject([{ state: 'driven' }])
    await drainQueue(harness)
    expect(await jobNow(harness.services)).toMatchObject({ state: 'done' })
    expect(faultsIn(await books(harness))).toEqual([])
  })
})

describe('a person lets it go on', () => {
  test('only what is blocked, and only what there is', async () => {
    const harness = await resolved(2, 4)
    expect(codeOf(await drive(harness))).toBe('PAYOUT_NOT_BLOCKED')
    await drainQueue(harness)
    expect(codeOf(await drive(harness))).toBe('PAYOUT_NOT_BLOCKED')
    const jobId = payoutJobIdOf(RAIN, 7)
    const nothing = await drivePayoutJob(harness.services, { adminId: ADMIN, jobId })
    expect(codeOf(nothing)).toBe('PAYOUT_JOB_NOT_FOUND')
  })

  test('with an audit entry, and once for one key', async () => {
    const harness = await resolved(2, 4)
    const restore = refuseOver(harness, 10_000, /settle_/)
    onTestFinished(restore)
    await drainQueue(harness)
    const first = must(await drive(harness, 'key-1'))
    const again = must(await drive(harness, 'key-1'))
    expect([first.replayed, again.replayed]).toEqual([false, true])
    expect(again.value).toEqual(first.value)
    const entries = Object.keys(await harness.documents()).filter((path) => /^auditLog/.test(path))
    const told = entries.filter((path) => path.includes(`${ADMIN}_`))
    expect(told).toHaveLength(3)
  })
})

// Second line of defence: whoever saw the result and still got a bet in must not be paid for it.
describe('a commitment born after the lock', () => {
  async function slippedIn() {
    const harness = startHarness()
    const prediction = await gather(harness.services, { people: 4, commitments: 8 })
    harness.clock.advance(1_000)
    await lockRain(harness.services)
    harness.clock.advance(1_000)
    const cheat = await slipIn(harness.services, prediction, 100)
    must(await resolveRain(harness.services, 'yes'))
    return { harness, cheat }
  }

  test('is refunded and counted, and somebody is woken', async () => {
    const { harness, cheat } = await slippedIn()
    await drainQueue(harness)
    const after = await books(harness)
    const [late] = after.commitments.filter(({ userId }) => userId === cheat)
    expect(late).toMatchObject({ position: 'yes', status: 'refunded', payout: 10 })
    expect(await jobNow(harness.services)).toMatchObject({
      state: 'done',
      counts: { won: 4, lost: 4, refunded: 1, late: 1 },
    })
    expect(harness.recorder.errors()).toEqual(['late_commitment'])
    expect(faultsIn(after)).toEqual([])
  })

  test('wakes somebody even when the answer of its page was lost', async () => {
    const { harness } = await slippedIn()
    const restore = harness.intercept('firestore', async (request, next) => {
      const answer = await next(request)
      if (!request.url.endsWith(':commit')) return answer
      restore()
      throw new TypeError('connection lost')
    })
    await drainQueue(harness)
    expect((await jobNow(harness.services)).state).toBe('done')
    expect(harness.recorder.errors()).toEqual(['late_commitment'])
  })
})

describe('people who keep committing while they are paid', () => {
  const PEOPLE = 20
  const OTHER = { predictionId: 'prd-other' as typeof RAIN }

  test('neither they nor the payout starve', async () => {
    const harness = await resolved(PEOPLE, 300)
    await openTo(harness.services, { id: OTHER.predictionId })
    const placed = new Array<number>(PEOPLE).fill(0)
    let paid = false
    const work = placed.map(async (_, at) => {
      const services = harness.isolate()
      while (!paid) {
        const key = keyOf(`busy-${at}-${placed[at]}`)
        must(await place(services, key, { ...OTHER, tokens: 1 as never }, personOf(at)))
        placed[at] = (placed[at] ?? 0) + 1
      }
    })
    const before = harness.meter.calls
    await drainQueue(harness)
    const calls = harness.meter.calls - before
    paid = true
    await Promise.all(work)
    expect(await jobNow(harness.services)).toMatchObject({ state: 'done' })
    // Seven alone; each page may lose one race and mark.
    expect(calls).toBeLessThanOrEqual(7 + 2 * 2 * 3)
    expect(Math.min(...placed)).toBeGreaterThan(0)
    expect(faultsIn(await books(harness))).toEqual([])
  })
})

// Else nobody could go on before the lease of an invocation that gave up is over.
test('a payout that gives up lets the next one go on at once', async () => {
  const harness = await resolved(10, 160)
  let commits = 0
  const restore = harness.intercept('firestore', async (request, next) => {
    if (request.url.endsWith(':commit')) commits += 1
    const page = request.url.endsWith(':commit') && commits > 1 && commits < 20
    const body = page ? await request.clone().text() : ''
    return body.includes('settle_') ? refusal(409, 'ABORTED') : next(request)
  })
  const [first] = harness.queue.take().messages
  if (!first) throw new Error('nothing was queued')
  await drainQueue({ ...harness, queue: { take: takeOnce(first) } })
  expect(first.endings).toEqual(['retry'])
  expect(await jobNow(harness.services)).toMatchObject({ pages: 1, holder: '', leaseUntil: 0 })
  restore()
  await drainQueue({ ...harness, queue: { take: takeOnce(payoutMail(JOB, 2)) } })
  expect(await jobNow(harness.services)).toMatchObject({ state: 'done' })
})
