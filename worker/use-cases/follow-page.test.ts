// An order's own page may be paid by a bank long after another payment had the order in review, and
// released or refused: nobody lists it again by then, so its buyer's money would stay with us.
import { describe, expect, test } from 'vitest'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import { casesOf, openCasesOf } from '../test/books.ts'
import type { Harness } from '../test/harness.ts'
import { drainQueue } from '../test/payouts.ts'
import { decidingOn, payElsewhere } from '../test/reviews.ts'
import { COMPLETED, eventOf, must, order, orderNow, walletOf } from '../test/shop.ts'
import { startHarness } from '../test/start.ts'
import { handleEvent } from './receive-event.ts'

const DAY_MS = 86_400_000

/** A bank debit is on its way; another payment came first. Nobody hears of anything else. */
async function startDebit(card = 'bank_delayed_success') {
  const harness = startHarness()
  harness.stripe.setWebhook(undefined)
  const placed = await order(harness)
  await harness.pay(placed.checkoutUrl, { card_number: card })
  await wait(harness, 600_000)
  expect(await orderNow(harness.services, placed)).toMatchObject({ status: 'awaiting_payment' })
  const other = await payElsewhere(harness, placed)
  await handleEvent(harness.services, eventOf(COMPLETED, other))
  return { harness, placed, other, ...decidingOn(harness, placed, other) }
}

async function wait(harness: Harness, ms: number): Promise<void> {
  harness.clock.advance(ms)
  await tick(harness.services, EVERY_FIVE_MINUTES)
  await drainQueue(harness)
}

async function settled(harness: Harness, sessionId: string): Promise<void> {
  for (let day = 0; day < 4; day += 1) await wait(harness, DAY_MS)
  await harness.control(`sessions/${sessionId}/settle`)
  for (let day = 0; day < 2; day += 1) await wait(harness, DAY_MS)
}

describe('the bank pays the own page days later, and is a case', () => {
  test('while the order is in review', async () => {
    const { harness, placed } = await startDebit()
    await settled(harness, placed.sessionId)
    expect(await openCasesOf(harness)).toContain(`order_${placed.id}_${placed.sessionId}`)
  })

  test('after another payment was released', async () => {
    const { harness, placed, other, proposed, approve } = await startDebit()
    must(await approve((await proposed()).id))
    await settled(harness, placed.sessionId)
    expect(await walletOf(harness.services)).toMatchObject({ available: 550 })
    expect(await orderNow(harness.services, placed)).toMatchObject({ sessionId: other, follow: {} })
    expect(await openCasesOf(harness)).toEqual([`order_${placed.id}_${placed.sessionId}`])
  })

  test('after the order was refused', async () => {
    const { harness, placed, proposed, approve, refund } = await startDebit()
    await refund()
    must(await approve((await proposed({ verdict: 'refuse', reason: 'wrong_payment' })).id))
    await settled(harness, placed.sessionId)
    expect(await openCasesOf(harness)).toEqual([`order_${placed.id}_${placed.sessionId}`])
  })
})

test('a debit that the bank refuses is followed no longer, and is no case', async () => {
  const { harness, placed, other } = await startDebit('bank_delayed_failure')
  await settled(harness, placed.sessionId)
  expect(await orderNow(harness.services, placed)).toMatchObject({ follow: {}, nextCheckAt: null })
  expect(await casesOf(harness)).toEqual([`order_${placed.id}_${other}`])
})

// It could not be closed, and is looked at by itself only an hour later.
test('a payment of the own page after a release is found by the list of sessions', async () => {
  const harness = startHarness()
  harness.stripe.setWebhook(undefined)
  const placed = await order(harness)
  const other = await payElsewhere(harness, placed)
  const keepOpen = harness.intercept('stripe', (request, next) =>
    request.url.endsWith('/expire') ? new Response('{"error":{}}', { status: 400 }) : next(request),
  )
  await handleEvent(harness.services, eventOf(COMPLETED, other)).catch(() => undefined)
  const { proposed, approve } = decidingOn(harness, placed, other)
  const ruling = await proposed()
  await approve(ruling.id).catch(() => undefined)
  keepOpen()
  expect(await orderNow(harness.services, placed)).toMatchObject({ status: 'credited' })
  await harness.pay(placed.checkoutUrl)
  await wait(harness, 50 * 60_000)
  expect(await openCasesOf(harness)).toEqual([`order_${placed.id}_${placed.sessionId}`])
})
