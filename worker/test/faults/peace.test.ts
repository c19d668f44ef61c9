// The measure of all fault tests: what a purchase leaves behind when nothing goes wrong.
import { expect, test } from 'vitest'
import type { FailureReason } from '../../../shared/api/tokens.ts'
import { JOURNEY_NAMES, type JourneyName } from './journeys.ts'
import { peaceOf, strikable } from './sweep.ts'

const CALLS_MIN = 8

// A sweep over fewer calls than there are would prove less and less, and nobody would notice.
test.each(JOURNEY_NAMES)('%s: there is something to break', async (journey) => {
  const peace = await peaceOf(journey)
  expect(strikable(peace).length).toBeGreaterThan(CALLS_MIN)
  expect(peace.calls.filter((name) => name === 'commit').length).toBeGreaterThanOrEqual(3)
  expect(peace.calls).toContain('checkout.sessions.create')
})

const UNPAID = {
  'never paid': 'checkout_expired',
  cancelled: 'cancelled',
} as const satisfies Partial<Record<JourneyName, FailureReason>>

test.each(JOURNEY_NAMES.filter((name) => !(name in UNPAID)))(
  '%s: 550 tokens, once, for one payment',
  async (journey) => {
    const { ending } = await peaceOf(journey)
    expect(ending).toMatchObject({
      wallets: [{ available: 550, version: 1, openOrders: {} }],
      rows: [{ type: 'purchase', amount: 550 }],
      orders: [{ status: 'credited' }],
      sessions: [{ status: 'complete', payment: 'paid' }],
      paid: 1,
      flags: 0,
      deadLetters: 0,
      waiting: 0,
    })
  },
)

test.each(Object.entries(UNPAID))(
  '%s: no tokens, and nothing left open',
  async (journey, failureReason) => {
    const { ending } = await peaceOf(journey as JourneyName)
    expect(ending).toMatchObject({
      wallets: [{ available: 0, version: 0, openOrders: {} }],
      rows: [],
      orders: [{ status: 'expired', failureReason, nextCheckAt: null }],
      sessions: [{ status: 'expired', payment: 'unpaid' }],
      paid: 0,
    })
  },
)
