// People and isolates that get in a payout's way: it goes on, and so do they.
import { describe, expect, test } from 'vitest'
import { openTo, place, type RAIN } from '../betting.ts'
import { gather, slipIn } from '../crowd.ts'
import { drainQueue, JOB, jobNow, lockRain, payoutMail, personOf, resolveRain } from '../payouts.ts'
import { must } from '../shop.ts'
import { keyOf, startHarness } from '../start.ts'
import { refusal } from '../wire.ts'
import { faultsIn } from './books.ts'
import { booksNow, deliver, resolvedCrowd } from './payout-crowd.ts'

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
    const after = await booksNow(harness)
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
    const harness = await resolvedCrowd(PEOPLE, 300)
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
    expect(faultsIn(await booksNow(harness))).toEqual([])
  })
})

// Else nobody could go on before the lease of an invocation that gave up is over.
test('a payout that gives up lets the next one go on at once', async () => {
  const harness = await resolvedCrowd(10, 160)
  let commits = 0
  const restore = harness.intercept('firestore', async (request, next) => {
    if (request.url.endsWith(':commit')) commits += 1
    const page = request.url.endsWith(':commit') && commits > 1 && commits < 20
    const body = page ? await request.clone().text() : ''
    return body.includes('settle_') ? refusal(409, 'ABORTED') : next(request)
  })
  const [first] = harness.queue.take().messages
  if (!first) throw new Error('nothing was queued')
  await deliver(harness, first)
  expect(first.endings).toEqual(['retry'])
  expect(await jobNow(harness.services)).toMatchObject({ pages: 1, holder: '', leaseUntil: 0 })
  restore()
  await deliver(harness, payoutMail(JOB, 2))
  expect(await jobNow(harness.services)).toMatchObject({ state: 'done' })
})

test('a payout nobody ordered is not made by a message', async () => {
  const harness = startHarness()
  await gather(harness.services, { people: 2, commitments: 4 })
  const before = await harness.documents()
  const mail = payoutMail()
  await deliver(harness, mail)
  expect(mail.endings).toEqual(['ack'])
  expect(await harness.documents()).toEqual(before)
})
