// Any call of an admin's act goes wrong, or the isolate dies at it: with the same key, or the clock
// alone, it ends in one refund at Stripe, one row, one audit entry. Twice would be money given
// away; half would be a person whose money and tokens are both gone.
import { describe, expect, test } from 'vitest'
import { ACTS, type Ride, rideAct } from './admin-journey.ts'
import { FEW_BREAKS, HANG_NAMES, once, outage } from './breaks.ts'
import { crashes } from './crash.ts'
import type { World } from './world.ts'

// The dead must not wake up by a timeout of their own.
const FOR_EVER = { storeTimeoutMs: 3_600_000, stripeTimeoutMs: 3_600_000 }
/** Some that a busy machine does not need for anything but the call that hangs. */
const SOON = { storeTimeoutMs: 2_000, stripeTimeoutMs: 2_000 }
const WRITES = new Set(['commit', 'refunds.create'])

const ONCE_EACH: Readonly<Record<string, object>> = {
  'sends a refund': {
    atStripe: [{ amount: 333, status: 'succeeded' }],
    refunds: [{ state: 'sent', cents: 333 }],
    orders: [{ taken: { tokens: 167, bonus: 16 }, reversals: 1, refunding: null }],
    wallets: [{ available: 367, owed: 0, version: 2 }],
  },
  'approves an adjustment': { adjustments: ['approved'], wallets: [{ available: 40, version: 1 }] },
  'proposes an outcome': {
    outcomes: ['proposed'],
    predictions: [{ status: 'locked', proposed: true }],
    jobs: [],
  },
  'approves an outcome': {
    outcomes: ['approved'],
    predictions: [{ status: 'resolved', outcome: 'yes' }],
    jobs: [{ state: 'done', paid: 185, pages: 1 }],
    wallets: [{ available: 185, committed: 0 }],
  },
  'holds somebody': { wallets: [{ scopes: [{ scope: 'all', endsAt: null }] }] },
  'ends a freeze': { frozen: [false] },
  'replays a dead letter': { letters: ['driven'], orders: [{ status: 'credited' }] },
}

describe.each(Object.keys(ACTS))('an admin %s', async (act) => {
  const peace = await rideAct(act)
  const nothing = await rideAct(act, { idle: true })
  const endsAlike = async (ride: Ride, options = {}) => {
    const trouble = await rideAct(act, ride, options)
    expect(trouble.struck).toBeGreaterThan(0)
    expect(trouble.ending).toEqual(peace.ending)
  }

  test('in peace: once each', () => {
    expect(peace.ending).toMatchObject({ ...ONCE_EACH[act], waiting: 0 })
    expect(peace.calls).toContain('commit')
  })

  for (const [at, name] of peace.calls.entries()) {
    const index = at + 1
    const call = `call ${index}, ${name}`
    // A read that nobody hears of is like one that never was.
    const isWrite = WRITES.has(name)
    const applied = isWrite ? [false, true] : [true]
    test.each(applied)(`dies at ${call}, carried out: %s`, (done) =>
      endsAlike({ plan: (world) => crashes(world, [{ index, applied: done }]) }, FOR_EVER),
    )
    // Nobody asks again: what was written down goes on by itself, what was not never was.
    test.each(applied)(`dies at ${call} for good, carried out: %s`, async (done) => {
      const plan = (world: World) => crashes(world, [{ index, applied: done }])
      const { ending } = await rideAct(act, { plan, giveUp: true }, FOR_EVER)
      expect([peace.ending, nothing.ending]).toContainEqual(ending)
    })
    test.each(isWrite ? FEW_BREAKS : (['answers 503'] as const))(`${call} %s`, (how) =>
      endsAlike({ plan: () => once({ index, how }) }),
    )
    if (!isWrite) continue
    test(`an outage begins at ${call}`, () =>
      endsAlike({ plan: () => outage({ index, how: 'answers 503' }) }))
  }
  // They do nothing but wait: all at once.
  for (const [at, name] of peace.calls.entries()) {
    if (!WRITES.has(name)) continue
    test.concurrent.each(HANG_NAMES)(`call ${at + 1}, ${name} %s`, (how) =>
      endsAlike({ plan: () => once({ index: at + 1, how }) }, SOON),
    )
  }
})
