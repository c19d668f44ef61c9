// Looks that cross, events that never come: the books still end where Stripe's end.
import { describe, expect, test } from 'vitest'
import { restrictionAt } from '../domain/holds.ts'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import { consume } from '../jobs/queue.ts'
import type { Services } from '../ports.ts'
import { startCredited } from '../test/reversals.ts'
import { COMPLETED, eventOf, orderNow, walletOf } from '../test/shop.ts'
import { alignPurchase } from './align-purchase.ts'

const HOUR_MS = 3_600_000

async function restriction(s: Services) {
  return restrictionAt((await walletOf(s))?.holds ?? {}, s.clock.now() * 1000)
}

describe('when looks cross', () => {
  // The refund was made and failed while one look was under way: it saw the refund only.
  test('an older look never undoes a newer one', async () => {
    const { harness, s, placed, at } = await startCredited()
    const { id } = await at.refund()
    let seen: () => void = () => undefined
    const sawRefund = new Promise<void>((resolve) => {
      seen = resolve
    })
    let go: () => void = () => undefined
    const gate = new Promise<void>((resolve) => {
      go = resolve
    })
    let first = true
    const restore = harness.intercept('stripe', async (request, next) => {
      const answer = await next(request)
      if (first && request.url.includes('/v1/refunds')) {
        first = false
        seen()
        await gate
      }
      return answer
    })
    const slow = alignPurchase(s, { purchaseId: placed.id })
    await sawRefund
    await at.refundFails(id)
    await alignPurchase(s, { purchaseId: placed.id })
    go()
    await slow
    restore()
    expect(await walletOf(s)).toMatchObject({ available: 550, owed: 0, version: 1 })
    expect(await orderNow(s, placed)).toMatchObject({ taken: { tokens: 0, bonus: 0 } })
  })

  test('ten at once take once', async () => {
    const { harness, s, placed, at } = await startCredited()
    await at.refund()
    const ten = Array.from({ length: 10 }, () =>
      alignPurchase(harness.isolate(), { purchaseId: placed.id }).catch((error) => error.code),
    )
    await Promise.all(ten)
    await alignPurchase(s, { purchaseId: placed.id })
    expect(await walletOf(s)).toMatchObject({ available: 0, owed: 0, version: 2 })
    expect(await orderNow(s, placed)).toMatchObject({ reversals: 1 })
  })
})

describe('when events are lost', () => {
  test('a dispute that was closed unheard is found by the next look', async () => {
    const { harness, s, at } = await startCredited()
    const { id } = await at.dispute()
    await harness.webhooks()
    await harness.control('webhooks', { enabled: false })
    await at.decide(id, 'won')
    harness.clock.advance(HOUR_MS)
    await tick(s, EVERY_FIVE_MINUTES)
    await consume(s, harness.queue.take())
    expect(await walletOf(s)).toMatchObject({ available: 550 })
    expect(await restriction(s)).toBe('none')
  })

  test('a look that fails comes again', async () => {
    const { harness, s, placed, at } = await startCredited()
    await at.dispute()
    await harness.webhooks()
    harness.clock.advance(HOUR_MS)
    const before = await orderNow(s, placed)
    await tick(s, EVERY_FIVE_MINUTES)
    const batch = harness.queue.take()
    const restore = harness.intercept('stripe', () => new Response('{}', { status: 503 }))
    await consume(s, batch)
    restore()
    const look = batch.messages.find(({ body }) => (body as { kind: string }).kind === 'order')
    expect(look?.endings).toEqual(['retry'])
    expect((await orderNow(s, placed)).nextCheckAt).toBeGreaterThan(before.nextCheckAt ?? 0)
  })

  test('what an older version only kept is driven again by the clock, once', async () => {
    const { harness, s, at, placed } = await startCredited()
    await harness.control('webhooks', { enabled: false })
    const { id } = await at.refund()
    const event = { id: 'evt_old', type: 'refund.created', objectId: id, createdAt: 5 }
    // None of these ever writes anything of its own; left there, they would crowd out others.
    const others = [
      ['refund.created', 're_none'],
      ['price.updated', 'price_none'],
      [COMPLETED, 'cs_test_none'],
      [COMPLETED, `${placed.sessionId}`],
      ['charge.succeeded', 'ch_none'],
    ].map(([type = '', objectId = ''], n) => eventOf(type, objectId, `evt_kept_${n}`))
    await s.store.atomically({}, () => ({
      answer: null,
      changes: [event, ...others].map((each) => ({
        ref: { kind: 'event', id: each.id } as const,
        value: { ...each, outcome: 'unhandled', purchaseId: null, expiresAt: null } as const,
      })),
    }))
    await tick(s, EVERY_FIVE_MINUTES)
    await consume(s, harness.queue.take())
    await consume(s, harness.queue.take())
    expect(await walletOf(s)).toMatchObject({ available: 0 })
    expect(await s.store.eventsKept(10)).toEqual([])
    await tick(s, EVERY_FIVE_MINUTES)
    expect(harness.queue.waiting()).toEqual([])
  })
})
