// Money came that does not fit its order: nothing is granted, nothing is lost, and people are told.
import { describe, expect, test } from 'vitest'
import { SessionId } from '../../shared/ids.ts'
import type { CheckoutSession } from '../ports.ts'
import { flagsOf, order, orderNow, startPaid, walletOf } from '../test/shop.ts'
import { ALICE, startHarness } from '../test/start.ts'
import { fulfilPurchase } from './fulfil-purchase.ts'

describe('a payment that does not fit', () => {
  const misfits: Record<string, Partial<CheckoutSession>> = {
    livemode: { livemode: true },
    reference: { clientReferenceId: 'pur_other' },
    currency: { currency: 'eur' },
    subtotal: { subtotalCents: 1 },
    another_session: { id: SessionId.parse('cs_test_other') },
  }
  for (const [reason, misfit] of Object.entries(misfits)) {
    test(`${reason}: flagged for people, never granted, however often it comes`, async () => {
      const { harness, s, input, session } = await startPaid()
      const odd = { ...input, session: { ...session, ...misfit } }
      expect(await fulfilPurchase(s, odd)).toMatchObject({ status: 'mismatch', mismatch: reason })
      const before = await harness.documents()
      await fulfilPurchase(s, odd)
      expect(await harness.documents()).toEqual(before)
      expect(await flagsOf(harness)).toEqual([reason])
      expect(await walletOf(s)).toMatchObject({ available: 0, version: 0, open: [] })
      expect(harness.recorder.errors()).toEqual(['purchase_mismatch'])
    })
  }

  // Two people must learn of every payment, or the second one is kept without tokens for it.
  test('a payment after a mismatch is flagged too, with what was paid', async () => {
    const { harness, s, input, session } = await startPaid()
    const other = { ...session, id: SessionId.parse('cs_test_other') }
    await fulfilPurchase(s, { ...input, session: other })
    await fulfilPurchase(s, input)
    await fulfilPurchase(s, input)
    expect((await flagsOf(harness)).sort()).toEqual(['another_session', 'paid_later'])
    const ref = { kind: 'flag', id: `order_${input.purchaseId}_${session.id}` } as const
    const { flag } = await s.store.read({ flag: ref })
    expect(flag).toMatchObject({ sessionId: session.id, paymentIntentId: session.intent?.id })
    expect(await walletOf(s)).toMatchObject({ available: 0, open: [] })
  })

  describe('by another page than its own', () => {
    async function startUnpaid() {
      const harness = startHarness()
      const s = harness.services
      const placed = await order(harness)
      const own = await s.payments.session(placed.sessionId)
      if (!own) throw new Error('no session')
      const session = { ...own, id: SessionId.parse('cs_test_other'), paid: true } as const
      const input = { purchaseId: placed.id, session, userId: ALICE }
      const ownStatus = async () => (await s.payments.session(placed.sessionId))?.status
      return { harness, s, placed, input, ownStatus }
    }

    // Else it can still be paid, and two people have two payments to give back.
    test('closes its own, which cannot be paid any more', async () => {
      const { harness, s, placed, input, ownStatus } = await startUnpaid()
      expect(await fulfilPurchase(s, input)).toMatchObject({ status: 'mismatch' })
      expect(await ownStatus()).toBe('expired')
      expect((await harness.pay(placed.checkoutUrl)).status).toBe(410)
      await harness.webhooks()
      expect(await orderNow(s, placed)).toMatchObject({ status: 'mismatch' })
      expect(await flagsOf(harness)).toEqual(['another_session'])
    })

    test('while Stripe is away is recorded; its own is closed at the next delivery', async () => {
      const { harness, s, placed, input, ownStatus } = await startUnpaid()
      const restore = harness.intercept('stripe', () => new Response('{}', { status: 503 }))
      const fulfilling = fulfilPurchase(s, input)
      await expect(fulfilling).rejects.toMatchObject({ code: 'PAYMENTS_UNAVAILABLE' })
      restore()
      expect(await orderNow(s, placed)).toMatchObject({ status: 'mismatch' })
      expect(await ownStatus()).toBe('open')
      await fulfilPurchase(s, input)
      expect(await ownStatus()).toBe('expired')
      expect(await flagsOf(harness)).toEqual(['another_session'])
    })

    test('leaves an own page alone that was paid too, and flags that payment', async () => {
      const { harness, s, placed, input, ownStatus } = await startUnpaid()
      await harness.pay(placed.checkoutUrl)
      await fulfilPurchase(s, input)
      expect(await ownStatus()).toBe('complete')
      await harness.webhooks()
      expect((await flagsOf(harness)).sort()).toEqual(['another_session', 'paid_later'])
      expect(await walletOf(s)).toMatchObject({ available: 0, open: [] })
    })
  })

  test('a second paid session of a credited order is flagged, and the credit stays', async () => {
    const { harness, s, input, session } = await startPaid()
    await fulfilPurchase(s, input)
    const second = { ...session, id: misfits.another_session?.id ?? session.id }
    expect(await fulfilPurchase(s, { ...input, session: second })).toMatchObject({
      status: 'credited',
      sessionId: session.id,
    })
    expect(await flagsOf(harness)).toEqual(['another_session'])
    expect(await walletOf(s)).toMatchObject({ available: 550, version: 1 })
  })
})
