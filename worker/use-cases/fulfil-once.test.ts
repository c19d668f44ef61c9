// Events come twice, late, together and in any order. The buyer is credited once, and only for pay.
import { describe, expect, test } from 'vitest'
import { PurchaseId, SessionId, UserId } from '../../shared/ids.ts'
import { emptyWallet } from '../domain/ledger.ts'
import { withOpenOrder } from '../domain/purchase.ts'
import type { CheckoutSession, Services } from '../ports.ts'
import type { Harness } from '../test/harness.ts'
import { orderOf, paidSession, sessionOf } from '../test/orders.ts'
import { COMPLETED, eventOf, order, rowsOf, walletOf } from '../test/shop.ts'
import { ALICE, startHarness } from '../test/start.ts'
import { receiveEvent } from './receive-event.ts'
import { settleOrder } from './settle-order.ts'

test('ten deliveries and two return pages at once, on two machines, are one credit', async () => {
  const harness = startHarness()
  const s = harness.services
  const placed = await order(harness)
  await harness.pay(placed.checkoutUrl)
  const machines = [s, harness.isolate()]
  const works = Array.from({ length: 12 }, (_, n) => {
    const machine = machines[n % 2] ?? s
    return n < 10
      ? receiveEvent(machine, eventOf(COMPLETED, placed.sessionId, `evt_${n % 3}`))
      : settleOrder(machine, placed.id, ALICE)
  })
  await Promise.all(works)
  expect(await walletOf(s)).toMatchObject({ available: 550, version: 1 })
  expect(await rowsOf(s)).toHaveLength(1)
  expect(harness.recorder.errors()).toEqual([])
  expect(harness.queue.waiting()).toEqual([])
})

const HINTS = [
  COMPLETED,
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'payment_intent.payment_failed',
]
const sequences = (length: number): string[][] =>
  length === 0
    ? [[]]
    : sequences(length - 1).flatMap((head) => HINTS.map((hint) => [...head, hint]))

interface Bought {
  readonly s: Services
  readonly userId: UserId
  readonly sessionId: SessionId
  pay(): void
}

/** An order as after POST purchase, and a Stripe that knows its one session: no calls, so fast. */
async function buy({ services }: Harness, n: number): Promise<Bought> {
  const userId = UserId.parse(`buyer-${n}`)
  const sessionId = SessionId.parse(`cs_test_${n}`)
  const id = PurchaseId.parse(`pur_${String(n).padStart(40, '0')}`)
  const placed = orderOf({ id, userId, sessionId })
  const wallet = withOpenOrder(emptyWallet(userId), placed)
  await services.store.atomically({}, () => ({
    answer: null,
    changes: [
      { ref: { kind: 'order', id }, value: placed },
      { ref: { kind: 'wallet', id: userId }, value: wallet },
    ],
  }))
  const own = { id: sessionId, clientReferenceId: id }
  const more = { userIdHint: userId, personal: {}, cardFingerprint: null }
  let session: CheckoutSession = { ...sessionOf(own), ...more }
  const payments: Services['payments'] = {
    ...services.payments,
    session: async () => session,
    paymentOf: async () => ({ intentId: 'pi_1', purchaseId: id }),
  }
  const pay = () => {
    session = { ...paidSession(own), ...more }
  }
  return { s: { ...services, payments }, userId, sessionId, pay }
}

describe('one credit, and none before paying,', () => {
  for (const first of HINTS) {
    test(`by ${first} and any two events after it, wherever the buyer pays`, async () => {
      const harness = startHarness()
      let n = 0
      for (const rest of [...sequences(0), ...sequences(1), ...sequences(2)]) {
        n += 1
        const { s, userId, sessionId, pay } = await buy(harness, n)
        const hints = [first, ...rest, COMPLETED]
        const paidBefore = n % hints.length
        for (const [i, hint] of hints.entries()) {
          if (i === paidBefore) pay()
          await receiveEvent(s, eventOf(hint, sessionId))
          const available = (await walletOf(s, userId))?.available
          expect([hints, i, available]).toEqual([hints, i, i >= paidBefore ? 550 : 0])
        }
        expect(await walletOf(s, userId)).toMatchObject({ version: 1, open: [] })
      }
      expect(harness.queue.waiting()).toEqual([])
    })
  }
})
