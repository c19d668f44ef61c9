// Cloudflare ends an invocation at its fiftieth call: what comes after it would be cut off, each
// five minutes anew, in the hour in which nothing else works either.
import { expect, test } from 'vitest'
import { RefundId } from '../../shared/ids.ts'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import { MINUTE_MS, startDeaf, ticks } from '../test/deaf-shop.ts'
import type { Harness } from '../test/harness.ts'
import { SAMPLES } from '../test/samples.ts'
import { order } from '../test/shop.ts'
import { ADMIN, BOB, sdkFor } from '../test/start.ts'

const CALLS_MAX = 50
const LOOKS = 12

/** One thing on each of Stripe's lists, and nobody hears of any. */
async function startUnheard(): Promise<Harness> {
  const harness = startDeaf()
  const [refunded, disputed] = [await order(harness), await order(harness, 'key-2', BOB)]
  for (const { checkoutUrl } of [refunded, disputed]) await harness.pay(checkoutUrl)
  await ticks(harness, 12)
  const paid = await order(harness, 'key-3', ADMIN)
  await harness.pay(paid.checkoutUrl)
  // Payment pages are listed once nobody can pay on them any more.
  for (let n = 0; n < 8; n += 1) await deafTick(harness)
  const sdk = sdkFor(harness)
  const intentOf = async ({ sessionId }: typeof paid) =>
    `${(await sdk.checkout.sessions.retrieve(sessionId)).payment_intent}`
  await sdk.refunds.create({ payment_intent: await intentOf(refunded), amount: 300 })
  const [charge] = (await sdk.charges.list({ payment_intent: await intentOf(disputed) })).data
  await harness.control(`charges/${charge?.id}/dispute`)
  await harness.control(`charges/${charge?.id}/early_fraud_warning`)
  return harness
}

async function deafTick(harness: Harness): Promise<void> {
  harness.clock.advance(5 * MINUTE_MS)
  await tick(harness.services, EVERY_FIVE_MINUTES)
  harness.queue.take()
}

/** Of all doors of the product. */
function countCalls(harness: Harness): () => number {
  let calls = 0
  for (const door of ['stripe', 'firestore'] as const) {
    harness.intercept(door, (request, next) => {
      calls += 1
      return next(request)
    })
  }
  const { QUEUE } = harness.settings
  const send = QUEUE.sendBatch
  QUEUE.sendBatch = (...batch: Parameters<typeof send>) => {
    calls += 1
    return send.apply(QUEUE, batch)
  }
  return () => calls
}

async function refundIsHopeless({ services: { store } }: Harness): Promise<void> {
  const id = RefundId.parse(`rfd_${'1'.repeat(40)}`)
  const due = { state: 'requested', nextCheckAt: 2, pushes: 10 } as const
  const value = { ...SAMPLES.refund, id, ...due }
  const changes = [{ ref: { kind: 'refund', id }, value } as const]
  await store.atomically({}, () => ({ answer: null, changes }))
}

test('a tick that parks one of each list, and a refund, is not cut off', async () => {
  const harness = await startUnheard()
  const calls = countCalls(harness)
  let most = 0
  for (let n = 0; n < LOOKS; n += 1) {
    if (n === LOOKS - 1) await refundIsHopeless(harness)
    const before = calls()
    await deafTick(harness)
    most = Math.max(most, calls() - before)
  }
  const page = { limit: 10, after: null }
  const letters = await harness.services.store.deadLetters({ state: 'parked' }, page)
  expect(letters.map(({ reason }) => reason).sort()).toEqual([
    'refund_stuck',
    ...['unheard', 'unheard', 'unheard', 'unheard'],
  ])
  expect(most).toBeLessThanOrEqual(CALLS_MAX)
})
