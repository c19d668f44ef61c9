// Clocks of isolates are seconds ahead of the database's, always. What the watch over Stripe has
// got through must survive that: begun anew with each message it would never end, unheard by all.
import { expect, test } from 'vitest'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import { consume } from '../jobs/queue.ts'
import { MINUTE_MS, startDeaf, ticks } from '../test/deaf-shop.ts'
import type { Harness } from '../test/harness.ts'
import { order, walletOf } from '../test/shop.ts'
import { sdkFor } from '../test/start.ts'

const AHEAD_MS = [2_000, 30_000]

async function startBought() {
  const harness = startDeaf()
  const bought = await order(harness)
  await harness.pay(bought.checkoutUrl)
  await ticks(harness, 2)
  const sdk = sdkFor(harness)
  const { payment_intent: intent } = await sdk.checkout.sessions.retrieve(bought.sessionId)
  const refund = (amount: number) => sdk.refunds.create({ payment_intent: `${intent}`, amount })
  return { harness, refund, charge: (await sdk.charges.list()).data[0]?.id }
}

const ahead = (harness: Harness, ms: number) => ({
  ...harness.services,
  clock: { now: () => harness.clock.now() + ms },
})

test.each(AHEAD_MS)('%i ms ahead, a refund that no message brings about is parked', async (ms) => {
  const { harness, refund } = await startBought()
  const s = ahead(harness, ms)
  await refund(300)
  for (let n = 0; n < 24; n += 1) {
    harness.clock.advance(5 * MINUTE_MS)
    await tick(s, EVERY_FIVE_MINUTES)
    harness.queue.take()
  }
  const letters = await s.store.deadLetters({ state: 'parked' }, { limit: 10, after: null })
  expect(letters.map(({ reason }) => reason)).toEqual(['unheard'])
})

test.each(AHEAD_MS)('%i ms ahead, a list of many pages keeps no dispute unseen', async (ms) => {
  const { harness, refund, charge } = await startBought()
  // A page holds one thing instead of a hundred.
  harness.intercept('stripe', (request, next) => {
    const url = new URL(request.url)
    if (url.searchParams.has('created[gt]')) url.searchParams.set('limit', '1')
    return next(new Request(url, request))
  })
  for (let n = 0; n < 6; n += 1) await refund(10)
  await harness.control(`charges/${charge}/dispute`)
  const s = ahead(harness, ms)
  let rounds = 0
  for (let n = 0; n < 3; n += 1) {
    harness.clock.advance(5 * MINUTE_MS)
    await tick(s, EVERY_FIVE_MINUTES)
    for (
      let batch = harness.queue.take();
      batch.messages.length > 0;
      batch = harness.queue.take()
    ) {
      rounds += 1
      if (rounds > 60) throw new Error('the watch sends itself messages without end')
      await consume(s, { queue: 'kai-work', messages: batch.messages })
    }
  }
  expect(await walletOf(s)).toMatchObject({ available: 0 })
})
