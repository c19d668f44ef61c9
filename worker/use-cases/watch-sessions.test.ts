// Sessions against orders, both ways: money that nobody knows of, tokens that nobody paid for.
import { describe, expect, test } from 'vitest'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import { byHand, text } from '../test/by-hand.ts'
import { MINUTE_MS, startDeaf, ticks } from '../test/deaf-shop.ts'
import type { Harness } from '../test/harness.ts'
import { payElsewhere } from '../test/reviews.ts'
import { COMPLETED, eventOf, must, order, orderNow, walletOf } from '../test/shop.ts'
import { sdkFor, sell } from '../test/start.ts'
import { handleEvent } from './receive-event.ts'
import { settleOrder } from './settle-order.ts'

describe('sessions and orders, both ways', () => {
  async function over(harness: Harness): Promise<void> {
    harness.clock.advance(60 * MINUTE_MS)
    await ticks(harness, 1)
  }
  async function casesOf(harness: Harness): Promise<string[]> {
    const paths = Object.keys(await harness.documents())
    return paths.filter((path) => path.startsWith('fraudFlags/')).map((path) => path.slice(11))
  }

  test('a paid one that its order has forgotten is credited', async () => {
    const harness = startDeaf()
    const bought = await order(harness)
    await harness.pay(bought.checkoutUrl)
    const path = `purchases/${bought.id}`
    await byHand(harness, 'PATCH', path, { nextCheckAt: { nullValue: null } })
    await over(harness)
    expect(await walletOf(harness.services)).toMatchObject({ available: 550 })
  })

  test('a paid one without an order of ours is a case', async () => {
    const harness = startDeaf()
    const bought = await order(harness)
    await harness.pay(bought.checkoutUrl)
    await byHand(harness, 'DELETE', `purchases/${bought.id}`)
    await over(harness)
    expect(await casesOf(harness)).toEqual([`recon_session_without_order_${bought.sessionId}`])
  })

  test('an order credited for one that nobody paid is a case', async () => {
    const harness = startDeaf()
    const bought = await order(harness)
    await byHand(harness, 'PATCH', `purchases/${bought.id}`, { status: text('credited') })
    await over(harness)
    expect(await casesOf(harness)).toEqual([`recon_order_unpaid_${bought.id}`])
  })

  // Refused without it, the order would keep money that nobody knows of.
  test('its own payment is a case, too, while another one has it in review', async () => {
    const harness = startDeaf()
    const bought = await order(harness)
    const other = await payElsewhere(harness, bought)
    await harness.pay(bought.checkoutUrl)
    await handleEvent(harness.services, eventOf(COMPLETED, other))
    await over(harness)
    const both = [`order_${bought.id}_${bought.sessionId}`, `order_${bought.id}_${other}`]
    expect((await casesOf(harness)).toSorted()).toEqual(both.toSorted())
  })

  // Money-rules 7: its buyer paid twice, and got tokens once.
  test('a second payment whose message is lost is told again', async () => {
    const harness = startDeaf()
    const bought = await order(harness)
    await harness.pay(bought.checkoutUrl)
    const other = await payElsewhere(harness, bought)
    harness.clock.advance(60 * MINUTE_MS)
    await tick(harness.services, EVERY_FIVE_MINUTES)
    expect(harness.queue.take().messages.length).toBeGreaterThan(0)
    await ticks(harness, 2)
    expect(await walletOf(harness.services)).toMatchObject({ available: 550 })
    expect(await casesOf(harness)).toEqual([`order_${bought.id}_${other}`])
  })

  // A hand in the database must not end a claim to money in silence.
  test('a paid one whose order nobody refused, though it says so, is a case', async () => {
    const harness = startDeaf()
    const bought = await order(harness)
    const refused = { status: text('refused'), nextCheckAt: { nullValue: null } }
    await byHand(harness, 'PATCH', `purchases/${bought.id}`, refused)
    await harness.pay(bought.checkoutUrl)
    await over(harness)
    expect(await casesOf(harness)).toEqual([`order_${bought.id}_${bought.sessionId}`])
  })

  // A bank's payment arrives in the very moment: nobody has done anything wrong.
  test('one that is paid and credited while it is compared is in order', async () => {
    const harness = startDeaf()
    const bought = await order(harness)
    await harness.pay(bought.checkoutUrl, { card_number: 'bank_delayed_success' })
    let listed = false
    harness.intercept('stripe', async (request, next) => {
      const answer = await next(request)
      const { pathname, searchParams } = new URL(request.url)
      if (pathname === '/v1/checkout/sessions' && searchParams.has('created[gt]') && !listed) {
        listed = true
        await harness.control(`sessions/${bought.sessionId}/settle`)
        must(await settleOrder(harness.isolate(), bought.id))
      }
      return answer
    })
    await over(harness)
    expect(listed).toBe(true)
    expect(await orderNow(harness.services, bought)).toMatchObject({ status: 'credited' })
    expect(await casesOf(harness)).toEqual([])
  })

  test("somebody else's on the same account is none of our business", async () => {
    const harness = startDeaf()
    const { stripePriceId } = await sell(harness)
    const line = { price: stripePriceId, quantity: 1 }
    const foreign = await sdkFor(harness).checkout.sessions.create({
      mode: 'payment',
      line_items: [line],
      success_url: 'https://shop.test/',
      client_reference_id: 'their-own-7',
    })
    await harness.pay(foreign.url)
    await over(harness)
    expect(await casesOf(harness)).toEqual([])
    expect(harness.recorder.errors()).toEqual([])
  })
})
