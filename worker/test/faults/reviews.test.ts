// The isolate dies, or a call breaks, at any point at which two people decide about a payment:
// tokens and money end where they would have ended, once.
import { describe, expect, test } from 'vitest'
import { once } from './breaks.ts'
import { crashes } from './crash.ts'
import { REVIEWS } from './journeys.ts'
import { expectSameEnding, peaceOf, strikable } from './sweep.ts'

const FOR_EVER = { storeTimeoutMs: 3_600_000, stripeTimeoutMs: 3_600_000 }
const WRITES = /^commit$|create$|expire$/
const NAMES = Object.keys(REVIEWS) as (keyof typeof REVIEWS)[]

test('released, the tokens of what stayed are there', async () => {
  expect((await peaceOf('released by two')).ending).toMatchObject({
    wallets: [{ available: 367, owed: 0, openOrders: {} }],
    orders: [{ status: 'credited', taken: { tokens: 167, bonus: 16 }, refunding: null }],
    deadLetters: 0,
    waiting: 0,
  })
})

test('refused, there are none', async () => {
  expect((await peaceOf('refunded and refused by two')).ending).toMatchObject({
    wallets: [{ available: 0, owed: 0, openOrders: {} }],
    rows: [],
    orders: [{ status: 'refused', paid: { refundedCents: 999 }, refunding: null }],
    deadLetters: 0,
    waiting: 0,
  })
})

describe.each(NAMES)('%s', async (journey) => {
  const peace = await peaceOf(journey)
  // What comes before the first look at the payment is swept as a purchase.
  const first = peace.calls.indexOf('paymentIntents.retrieve')
  expect(first).toBeGreaterThan(0)
  for (const index of strikable(peace).filter((each) => each >= first)) {
    const name = peace.calls[index - 1] ?? ''
    const call = `call ${index}, ${name}`
    // Whether what was only read was read makes no difference.
    const isWrite = WRITES.test(name)
    test.each(isWrite ? [false, true] : [true])(`dies at ${call}, carried out: %s`, (applied) =>
      expectSameEnding(journey, (world) => crashes(world, [{ index, applied }]), FOR_EVER),
    )
    if (!isWrite) continue
    test(`${call} answers 503`, () =>
      expectSameEnding(journey, () => once({ index, how: 'answers 503' })))
  }
})
