// The state table of money-rules 4, cell by cell: who is credited, and who never is.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PurchaseId, SessionId } from '../../shared/ids.ts'
import { sha256 } from '../test/movements.ts'
import {
  CREATED_AT,
  ORDER_ID,
  orderOf,
  paidSession,
  SESSION_ID,
  sessionOf,
} from '../test/orders.ts'
import { type Order, type OrderStatus, rankOf } from './purchase.ts'
import {
  advance,
  attach,
  credited,
  creditMovement,
  failedToOpen,
  judge,
  type SessionFacts,
  type Verdict,
} from './settlement.ts'
import { snapshotOf } from './snapshot.ts'

const STATUSES: OrderStatus[] = [
  'creating',
  'pending',
  'awaiting_payment',
  'expired',
  'failed',
  'mismatch',
  'credited',
  'refused',
]
const NOW = CREATED_AT + 180_000_000
const HERE = { livemode: false, sha256 }
const LIVE = { livemode: true, sha256 }
const ORDERED = snapshotOf(orderOf(), sha256)
const OTHER = SessionId.parse('cs_test_other')
const GRANTED = { paymentIntentId: 'pi_1' }
const waiting = { id: 'pi_1', state: 'waiting', declineCode: null } as const
const processing = { ...waiting, state: 'processing' } as const
const failed = { ...waiting, state: 'failed', declineCode: 'x' } as const
const verdictOn = (status: OrderStatus, session: SessionFacts, more: Partial<Order> = {}): string =>
  judge(orderOf({ status, ...more }), session, HERE).kind
function moved(order: Order, session: SessionFacts): Order {
  const verdict = judge(order, session, HERE)
  return verdict.kind === 'credit'
    ? credited(order, session, NOW)
    : advance(order, verdict, session, NOW)
}

describe('each state meets each answer of Stripe', () => {
  const same = (status: OrderStatus) => status
  const sessions: Record<string, SessionFacts> = {
    paid: paidSession(),
    'paid, wrong amount': paidSession({ subtotalCents: 1 }),
    'paid elsewhere': paidSession({ id: OTHER }),
    open: sessionOf(),
    'complete, unpaid': sessionOf({ status: 'complete', url: null, intent: processing }),
    'complete, bank said no': sessionOf({ status: 'complete', url: null, intent: failed }),
    expired: sessionOf({ status: 'expired', url: null }),
  }
  // Columns as STATUSES; a column that says nothing keeps its state.
  const table: Record<keyof typeof sessions, Partial<Record<OrderStatus, OrderStatus>>> = {
    paid: {
      creating: 'credited',
      pending: 'credited',
      awaiting_payment: 'credited',
      expired: 'credited',
      failed: 'credited',
    },
    'paid, wrong amount': {
      creating: 'mismatch',
      pending: 'mismatch',
      awaiting_payment: 'mismatch',
      expired: 'mismatch',
      failed: 'mismatch',
    },
    'paid elsewhere': {
      creating: 'credited',
      pending: 'mismatch',
      awaiting_payment: 'mismatch',
      expired: 'mismatch',
      failed: 'mismatch',
    },
    open: { creating: 'pending' },
    'complete, unpaid': { creating: 'awaiting_payment', pending: 'awaiting_payment' },
    'complete, bank said no': {
      creating: 'failed',
      pending: 'failed',
      awaiting_payment: 'failed',
    },
    expired: { creating: 'expired', pending: 'expired', awaiting_payment: 'expired' },
  }

  for (const [name, session] of Object.entries(sessions)) {
    for (const status of STATUSES) {
      const next = table[name]?.[status] ?? same(status)
      test(`${status} + ${name} -> ${next}`, () => {
        expect(moved(orderOf({ status }), session).status).toBe(next)
      })
    }
  }
})

describe('a paid session credits only when it is exactly the one that was ordered', () => {
  const wrong: [string, Partial<SessionFacts>][] = [
    ['livemode', { livemode: true }],
    ['reference', { clientReferenceId: PurchaseId.parse(`pur_${'b'.repeat(40)}`) }],
    ['reference', { clientReferenceId: null }],
    ['another_session', { id: OTHER }],
    ['currency', { currency: 'eur' }],
    ['subtotal', { subtotalCents: 998 }],
    ['subtotal', { subtotalCents: null }],
    ['snapshot', { snapshot: 'of another order' }],
  ]
  for (const [reason, more] of wrong) {
    test(`otherwise people look: ${reason} ${JSON.stringify(more)}`, () => {
      const order = orderOf()
      const verdict = judge(order, paidSession(more), HERE)
      expect(verdict).toEqual({ kind: 'mismatch', reason })
      expect(advance(order, verdict, paidSession(more), NOW)).toMatchObject({
        status: 'mismatch',
        mismatch: reason,
        // Its own page may be paid after all: it is looked at by itself.
        nextCheckAt: reason === 'another_session' ? NOW + 3_600_000_000 : null,
      })
    })
  }

  test('a live payment is no test payment, and the other way round', () => {
    expect(judge(orderOf(), paidSession({ livemode: true }), LIVE).kind).toBe('credit')
    expect(judge(orderOf(), paidSession(), LIVE)).toEqual({ kind: 'mismatch', reason: 'livemode' })
  })

  test('a second paid session of a credited order is a new problem; its own is not', () => {
    expect(verdictOn('credited', paidSession(), GRANTED)).toBe('nothing')
    expect(verdictOn('credited', paidSession({ id: OTHER }), GRANTED)).toBe('mismatch')
    expect(verdictOn('credited', paidSession({ subtotalCents: 1 }), GRANTED)).toBe('nothing')
    expect(verdictOn('mismatch', paidSession({ id: OTHER }))).toBe('mismatch')
    expect(verdictOn('mismatch', paidSession())).toBe('mismatch')
  })
})

const anySession: fc.Arbitrary<SessionFacts> = fc.record({
  id: fc.constantFrom(SESSION_ID, OTHER),
  url: fc.constantFrom(null, 'https://pay.test/x'),
  status: fc.constantFrom('open', 'complete', 'expired'),
  paid: fc.boolean(),
  clientReferenceId: fc.constantFrom(null, ORDER_ID, 'pur_other'),
  snapshot: fc.constantFrom(null, ORDERED, 'other'),
  currency: fc.constantFrom('usd', 'eur', ''),
  subtotalCents: fc.constantFrom(null, 999, 0, 998),
  livemode: fc.boolean(),
  intent: fc.option(
    fc.record({
      id: fc.constant('pi_1'),
      state: fc.constantFrom('waiting', 'processing', 'succeeded', 'failed'),
      declineCode: fc.constantFrom(null, 'insufficient_funds', 'lost_card'),
    }),
  ),
})

test('whatever Stripe says, nobody is credited without paying exactly for this order', () => {
  fc.assert(
    fc.property(fc.constantFrom(...STATUSES), anySession, (status, session) => {
      const order = orderOf({ status })
      const fits =
        session.paid &&
        !session.livemode &&
        session.clientReferenceId === order.id &&
        session.currency === 'usd' &&
        session.subtotalCents === order.priceUsdCents &&
        session.snapshot !== 'other' &&
        (order.sessionId === null || order.sessionId === session.id)
      const due = fits && rankOf(order) < 4
      expect(judge(order, session, HERE).kind === 'credit').toBe(due)
    }),
    { numRuns: 2_000 },
  )
})

test('an order only ever moves up, and what was granted stays granted', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...STATUSES),
      fc.array(anySession, { maxLength: 6 }),
      (status, sessions) => {
        let order = orderOf({ status })
        for (const session of sessions) {
          const next = moved(order, session)
          if (next.status !== order.status) expect(rankOf(next)).toBeGreaterThan(rankOf(order))
          if (rankOf(order) >= 4) expect(next).toBe(order)
          order = next
        }
      },
    ),
    { numRuns: 1_000 },
  )
})

test('a verdict that arrives late never pulls an order down', () => {
  const verdicts: Verdict[] = [
    { kind: 'awaiting' },
    { kind: 'expired' },
    { kind: 'nothing' },
    { kind: 'open', reason: null },
    { kind: 'failed', reason: 'bank_payment_failed' },
    { kind: 'mismatch', reason: 'subtotal' },
  ]
  for (const status of STATUSES) {
    for (const verdict of verdicts) {
      const order = orderOf({ status })
      const next = advance(order, verdict, sessionOf(), NOW)
      if (next.status === status) continue
      expect([status, verdict.kind, rankOf(next) > rankOf(order)]).toEqual([
        status,
        verdict.kind,
        true,
      ])
    }
  }
})

describe('an open order', () => {
  const declined = sessionOf({ intent: { ...waiting, declineCode: 'insufficient_funds' } })

  test('tells why the last card was declined, and can still be paid', () => {
    const order = moved(orderOf(), declined)
    expect(order).toMatchObject({ status: 'pending', failureReason: 'insufficient_funds' })
    expect(order.checkoutUrl).toBe('https://pay.test/own')
    // A later look that says nothing new keeps the reason; the page reloads in the meantime.
    expect(moved(order, sessionOf()).failureReason).toBe('insufficient_funds')
    expect(moved(order, paidSession())).toMatchObject({ status: 'credited', failureReason: null })
    const expired = moved(order, sessionOf({ status: 'expired' }))
    expect(expired).toMatchObject({ status: 'expired', failureReason: 'insufficient_funds' })
  })

  test("never shows Stripe's own words: a code we don't list is a plain decline", () => {
    const order = moved(orderOf(), sessionOf({ intent: { ...waiting, declineCode: 'fraudulent' } }))
    expect(order.failureReason).toBe('card_declined')
  })

  test('is written only when something changed or its next look was due', () => {
    const order = orderOf({ nextCheckAt: NOW + 1 })
    expect(moved(order, sessionOf())).toEqual(order)
    const due = orderOf({ nextCheckAt: NOW })
    expect(moved(due, sessionOf()).nextCheckAt).toBe(CREATED_AT + 600_000_000)
  })

  test("is not moved by somebody else's session", () => {
    const others = { id: OTHER, status: 'expired' } as const
    const nobodys = { clientReferenceId: null, status: 'complete' } as const
    const verdicts = [others, nobodys].map((each) => verdictOn('pending', sessionOf(each)))
    expect(verdicts).toEqual(['nothing', 'nothing'])
  })
})

describe('the steps', () => {
  test('a final state waits for nothing more', () => {
    const ends = [
      moved(orderOf(), sessionOf({ status: 'expired' })),
      moved(orderOf(), sessionOf({ status: 'complete', intent: failed })),
      moved(orderOf(), paidSession()),
      failedToOpen(orderOf({ status: 'creating' })),
    ]
    expect(ends.map(({ nextCheckAt }) => nextCheckAt)).toEqual([null, null, null, null])
    expect(ends.map(({ failureReason }) => failureReason)).toEqual([
      'checkout_expired',
      'bank_payment_failed',
      null,
      'checkout_refused',
    ])
  })

  test('a session is attached once, whatever state the order reached', () => {
    expect(attach(orderOf({ status: 'creating' }), sessionOf())).toMatchObject({
      status: 'pending',
      sessionId: SESSION_ID,
    })
    const later = attach(orderOf({ status: 'awaiting_payment' }), sessionOf())
    expect(later.status).toBe('awaiting_payment')
  })

  test('what is granted is the snapshot of the order, bonus from the house', () => {
    const movement = creditMovement(orderOf(), SESSION_ID, 'hash')
    expect(movement).toMatchObject({ id: `purchase_${SESSION_ID}`, type: 'purchase', amount: 550 })
    expect(movement.primary).toEqual([
      { from: 'world:stripe', to: 'user:alice:available', amount: 500 },
      { from: 'house:promo', to: 'user:alice:available', amount: 50 },
    ])
    expect(movement).toMatchObject({ relatedId: ORDER_ID, requestHash: 'hash' })
    expect(movement.earned ?? movement.spent).toBeUndefined()
  })
})
