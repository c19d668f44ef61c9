// Putting a dead letter aside decides about money: what the admin was told is done must be so, and
// nobody may decide about their own.
import { describe, expect, test } from 'vitest'
import { usdCents } from '../../shared/tokens.ts'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import { ATTEMPTS_MAX, consume } from '../jobs/queue.ts'
import { startDeaf, ticks } from '../test/deaf-shop.ts'
import type { Harness } from '../test/harness.ts'
import { drainQueue } from '../test/payouts.ts'
import { ADMIN2 } from '../test/people.ts'
import { codeOf, must, order, walletOf } from '../test/shop.ts'
import { ADMIN, sdkFor } from '../test/start.ts'
import { messageOf } from '../test/test-queue.ts'
import { quoteRefund, refundPurchase } from './refund-purchase.ts'
import { closeDeadLetter, listDeadLetters } from './see-to-dead-letter.ts'

/** Of another admin's purchase, at a Stripe that takes no order. */
async function startUnsent() {
  const harness = startDeaf()
  const s = harness.services
  const bought = await order(harness, 'key-1', ADMIN2)
  await harness.pay(bought.checkoutUrl)
  await ticks(harness, 2)
  const asked = { purchaseId: bought.id, cents: usdCents(999), text: 'By mail.' } as const
  const { quote } = must(await quoteRefund(s, asked))
  const mended = harness.intercept('stripe', (request, next) =>
    request.method === 'POST' ? new Response('{"error":{}}', { status: 500 }) : next(request),
  )
  const request = { ...asked, quote, reason: 'requested_by_customer' } as const
  const { id } = must(await refundPurchase(s, { adminId: ADMIN, key: 'key-1', request })).value
  await dies(harness)
  const refundNow = async () => (await s.store.read({ refund: { kind: 'refund', id } })).refund
  return { harness, s, mended, refundNow, letter: await letterIn(harness) }
}

/** Each message that is on the queue now, at its last delivery. */
async function dies(harness: Harness): Promise<void> {
  const bodies = harness.queue.take().messages.map(({ body }) => body)
  const messages = bodies.map((body) => messageOf(body, ATTEMPTS_MAX))
  await consume(harness.services, { queue: 'kai-work', messages })
}

async function letterIn({ services: s }: Harness): Promise<string> {
  const [letter] = await listDeadLetters(s, { state: 'parked' }, { limit: 9, after: null })
  return letter?.id ?? ''
}

// Its clock goes on for two days and a half: whoever paid by hand meanwhile would pay twice.
test('a refund whose letter is closed in its first hour is sent no more', async () => {
  const { harness, s, mended, refundNow, letter: id } = await startUnsent()
  must(await closeDeadLetter(s, { adminId: ADMIN, id }, 'Paid by hand.'))
  mended()
  for (let n = 0; n < 12; n += 1) {
    harness.clock.advance(300_000)
    await tick(s, EVERY_FIVE_MINUTES)
    await drainQueue(harness)
  }
  expect(await refundNow()).toMatchObject({ state: 'refused' })
  expect((await sdkFor(harness).refunds.list()).data).toEqual([])
  expect(await walletOf(s, ADMIN2)).toMatchObject({ available: 550 })
})

describe('an admin closes none about an own purchase', () => {
  test('not of its refund', async () => {
    const { s, refundNow, letter: id } = await startUnsent()
    const closed = await closeDeadLetter(s, { adminId: ADMIN2, id }, 'Not needed.')
    expect(codeOf(closed)).toBe('CONFLICT_OF_INTEREST')
    expect(await refundNow()).toMatchObject({ state: 'requested' })
  })

  test.each(['event', 'order'])('not of what was told of it: %s', async (kind) => {
    const harness = startDeaf()
    const s = harness.services
    const bought = await order(harness, 'key-1', ADMIN2)
    await harness.pay(bought.checkoutUrl)
    const sdk = sdkFor(harness)
    const { payment_intent: intent } = await sdk.checkout.sessions.retrieve(bought.sessionId)
    const { id: objectId } = await sdk.refunds.create({ payment_intent: `${intent}` })
    const event = { id: `listed_${objectId}`, type: 'refund.created', objectId, createdAt: 1 }
    const about = kind === 'event' ? { event } : { purchaseId: bought.id }
    await s.queue.send([{ v: 1, kind, ...about } as never])
    const away = harness.intercept('stripe', () => new Response('', { status: 503 }))
    await dies(harness)
    away()
    const id = await letterIn(harness)
    const closed = await closeDeadLetter(s, { adminId: ADMIN2, id }, 'Not needed.')
    expect(codeOf(closed)).toBe('CONFLICT_OF_INTEREST')
    expect(codeOf(await closeDeadLetter(s, { adminId: ADMIN, id }, 'Seen.'))).toBe('ok')
  })
})
