// What a payout can't finish by itself stops it for a person to look at; whatever it can, it does.
import { describe, expect, onTestFinished, test } from 'vitest'
import { payoutJobIdOf } from '../../domain/keys.ts'
import type { TokenTransaction } from '../../domain/ledger.ts'
import { drivePayoutJob } from '../../use-cases/drive-payout-job.ts'
import { replayDeadLetter } from '../../use-cases/see-to-dead-letter.ts'
import { RAIN } from '../betting.ts'
import { type Harness, PROJECT_ID } from '../harness.ts'
import { drainQueue, JOB, jobNow, payoutMail, rainNow } from '../payouts.ts'
import { codeOf, must } from '../shop.ts'
import { ADMIN } from '../start.ts'
import { refusal } from '../wire.ts'
import { faultsIn } from './books.ts'
import { booksNow, deliver, resolvedCrowd } from './payout-crowd.ts'

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
test('commitments the database does not find stop the payout, and are paid later', async () => {
  const harness = await resolvedCrowd(4, 10)
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
  expect(faultsIn(await booksNow(harness))).toEqual([])
})

test('commitments that one query misses are found by the next, and nobody is woken', async () => {
  const harness = await resolvedCrowd(4, 10)
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
    const harness = await resolvedCrowd(10, 160)
    let forged: TokenTransaction | undefined
    const restore = harness.intercept('firestore', async (request, next) => {
      const answer = await next(request)
      if (request.url.endsWith(':commit') && !forged) {
        restore()
        const [row] = (await booksNow(harness)).rows.filter(({ type }) => type === 'win')
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
    await deliver(harness, payoutMail())
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
    expect(faultsIn(await booksNow(harness))).toEqual([])
  })
})

describe('what the database refuses for good', () => {
  test('a page that is too large is halved until it fits', async () => {
    const harness = await resolvedCrowd(10, 200)
    const restore = refuseOver(harness, 120)
    onTestFinished(restore)
    await drainQueue(harness)
    expect(await jobNow(harness.services)).toMatchObject({ state: 'done', pages: 6 })
    expect(faultsIn(await booksNow(harness))).toEqual([])
    expect(harness.recorder.errors()).toEqual([])
  })

  test('one commitment alone: those before it are paid; it is recorded, and driven', async () => {
    const harness = await resolvedCrowd(10, 40)
    const [poison] = (await booksNow(harness)).commitments.slice(-1)
    const restore = refuseOver(harness, 10_000, new RegExp(`settle_${poison?.id}`))
    const mail = await drainQueue(harness)
    expect(mail.map(({ endings }) => endings)).toEqual([['ack']])
    const job = await jobNow(harness.services)
    expect(job).toMatchObject({ state: 'blocked', error: 'payout_unstorable' })
    expect(harness.recorder.errors()).toEqual(['dead_letter_parked', 'payout_unstorable'])
    const [letter] = (await booksNow(harness)).deadLetters
    expect(JSON.parse(letter?.body ?? '')).toEqual({ v: 1, kind: 'payout', jobId: JOB })
    expect(faultsIn(await booksNow(harness))).toEqual([])
    restore()
    must(await drive(harness))
    expect((await booksNow(harness)).deadLetters).toMatchObject([{ state: 'driven' }])
    await drainQueue(harness)
    expect(await jobNow(harness.services)).toMatchObject({ state: 'done' })
    expect(faultsIn(await booksNow(harness))).toEqual([])
  })
})

// Marked before it is done, a payout that fails once more would be nobody's any more.
test('replaying its dead letter pays, and only then counts as seen to', async () => {
  const harness = await resolvedCrowd(10, 40)
  const [poison] = (await booksNow(harness)).commitments.slice(-1)
  const restore = refuseOver(harness, 10_000, new RegExp(`settle_${poison?.id}`))
  await drainQueue(harness)
  const [letter] = (await booksNow(harness)).deadLetters
  const replay = () => replayDeadLetter(harness.services, { adminId: ADMIN, id: letter?.id ?? '' })
  const away = harness.intercept('firestore', async (request, next) => {
    return request.url.endsWith(':runQuery') ? new Response('', { status: 503 }) : next(request)
  })
  await expect(replay()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  away()
  expect((await booksNow(harness)).deadLetters).toMatchObject([{ state: 'parked' }])
  restore()
  const { value, replayed } = must(await replay())
  expect([value.state, value.decided?.reason, replayed]).toEqual(['driven', 'replayed', false])
  expect(await jobNow(harness.services)).toMatchObject({ state: 'done' })
  expect(faultsIn(await booksNow(harness))).toEqual([])
})

describe('a person lets it go on', () => {
  test('only what is blocked, and only what there is', async () => {
    const harness = await resolvedCrowd(2, 4)
    expect(codeOf(await drive(harness))).toBe('PAYOUT_NOT_BLOCKED')
    await drainQueue(harness)
    expect(codeOf(await drive(harness))).toBe('PAYOUT_NOT_BLOCKED')
    const jobId = payoutJobIdOf(RAIN, 7)
    const nothing = await drivePayoutJob(harness.services, { adminId: ADMIN, jobId })
    expect(codeOf(nothing)).toBe('PAYOUT_JOB_NOT_FOUND')
  })

  test('with an audit entry, and once for one key', async () => {
    const harness = await resolvedCrowd(2, 4)
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
