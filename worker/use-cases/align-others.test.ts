// Somebody paid twice for one order. The other payment takes no tokens, but its dispute stops its
// buyer, and its refund can come back: what becomes of it must not depend on a webhook.
import { expect, test } from 'vitest'
import { restrictionAt } from '../domain/holds.ts'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import type { Harness } from '../test/harness.ts'
import { drainQueue } from '../test/payouts.ts'
import { startReview } from '../test/reviews.ts'
import { walletOf } from '../test/shop.ts'
import { sdkFor } from '../test/start.ts'

const DAY_MS = 86_400_000

/** Nobody is told of anything any more; then two ticks. */
async function daysLater(harness: Harness, days: number): Promise<void> {
  for (const ms of [days * DAY_MS, 300_000]) {
    harness.clock.advance(ms)
    await tick(harness.services, EVERY_FIVE_MINUTES)
    await drainQueue(harness)
  }
}

async function startDisputed(terms: { inquiry?: boolean }) {
  const started = await startReview()
  const { harness, s } = started
  const [charge] = (await sdkFor(harness).charges.list()).data
  const opened = await harness.control(`charges/${charge?.id}/dispute`, terms)
  const { id } = (await opened.json()) as { id: string }
  await harness.webhooks()
  harness.stripe.setWebhook(undefined)
  // Stripe's list of new disputes is behind us: nothing but a look at this one will tell.
  await daysLater(harness, 1)
  const restriction = async () => {
    return restrictionAt((await walletOf(s))?.holds ?? {}, s.clock.now() * 1000)
  }
  const flag = async () => {
    return (await s.store.read({ flag: { kind: 'flag', id: `dispute_${id}` } })).flag
  }
  const decide = (outcome: string) => harness.control(`disputes/${id}`, { outcome })
  return { ...started, restriction, flag, decide }
}

// Won, and its buyer could not buy for ever.
test('a dispute of it that was won in silence lets its buyer go', async () => {
  const { harness, decide, restriction, flag } = await startDisputed({})
  expect(await restriction()).toBe('purchases')
  await decide('won')
  await daysLater(harness, 2)
  expect(await restriction()).toBe('none')
  expect(await flag()).toMatchObject({ state: 'closed' })
})

test('a question about it that became a dispute in silence stops its buyer', async () => {
  const { harness, decide, restriction, flag } = await startDisputed({ inquiry: true })
  expect(await restriction()).toBe('none')
  await decide('escalated')
  await daysLater(harness, 2)
  expect(await restriction()).toBe('purchases')
  expect(await flag()).toMatchObject({ reason: 'dispute', state: 'open' })
})

test('once nothing of it can change any more, nothing is due', async () => {
  const { harness, decide, now } = await startDisputed({})
  await decide('won')
  for (let week = 0; week < 14; week += 1) await daysLater(harness, 7)
  const order = await now()
  expect(order).toMatchObject({ nextCheckAt: null, follow: {} })
  await daysLater(harness, 7)
  expect((await now())?.looks).toBe(order?.looks)
})
