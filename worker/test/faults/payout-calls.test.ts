// The platform ends an invocation at its fiftieth call, in the middle of anything. People who are
// busy with their wallets make a payout lose races, and races cost calls.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { consume } from '../../jobs/queue.ts'
import { gather } from '../crowd.ts'
import { drainQueue, JOB, jobNow, lockRain, payoutMail, resolveRain } from '../payouts.ts'
import { must } from '../shop.ts'
import { startHarness } from '../start.ts'

const LOST = { status: 409, headers: { 'content-type': 'application/json' } }
const ABORTED = { error: { code: 409, status: 'ABORTED', message: 'lost' } }
const INVALID = { error: { code: 400, status: 'INVALID_ARGUMENT', message: 'too large' } }

test('an invocation that loses races stays below fifty calls', async () => {
  const harness = startHarness()
  const { services } = harness
  await gather(services, { people: 60, commitments: 500 })
  harness.clock.advance(1_000)
  await lockRain(services)
  must(await resolveRain(services, 'yes'))
  const { messages } = harness.queue.take()
  // Per page: how many races it loses before it wins.
  const losses = [4, 6, 7]
  harness.intercept('firestore', async (request, next) => {
    const body = await request.clone().text()
    const isPage = request.url.endsWith(':commit') && body.includes('settle_')
    if (!isPage) return next(request)
    const left = losses[0] ?? 0
    if (left === 0) {
      losses.shift()
      return next(request)
    }
    losses[0] = left - 1
    return new Response(JSON.stringify(ABORTED), LOST)
  })
  const calls = harness.meter.calls
  await consume(services, { queue: 'kai-work', messages })
  expect(harness.meter.calls - calls).toBeLessThanOrEqual(50)
  await drainQueue(harness)
  expect(await jobNow(services)).toMatchObject({ state: 'done', counts: { won: 250, lost: 250 } })
})

test('nor does one that halves a page to find what cannot be stored', async () => {
  const harness = startHarness()
  const { services } = harness
  await gather(services, { people: 100, commitments: 2_000 })
  harness.clock.advance(1_000)
  await lockRain(services)
  must(await resolveRain(services, 'yes'))
  const { messages } = harness.queue.take()
  let pages = 0
  const unbreak = harness.intercept('firestore', async (request, next) => {
    const body = await request.clone().text()
    const isPage = request.url.endsWith(':commit') && body.includes('settle_')
    if (isPage) pages += 1
    return isPage && pages > 12
      ? new Response(JSON.stringify(INVALID), { status: 400 })
      : next(request)
  })
  const calls = harness.meter.calls
  await consume(services, { queue: 'kai-work', messages })
  expect(harness.meter.calls - calls).toBeLessThanOrEqual(50)
  unbreak()
  expect(messages.map(({ endings }) => endings)).toEqual([['retry']])
  await consume(services, { queue: 'kai-work', messages: [payoutMail(JOB, 2)] })
  expect(await jobNow(services)).toMatchObject({ state: 'done', expected: 2_000 })
})

// Two payouts of 1,500 would make sixty-two calls in one batch; five long ones, two hundred.
test('a message has an invocation of its own', () => {
  const toml = readFileSync('wrangler.toml', 'utf8')
  const [, work] = toml.split('[[queues.consumers]]')
  expect(work).toMatch(/^queue = "kai-work"$/m)
  expect(work).toMatch(/^max_batch_size = 1$/m)
})
