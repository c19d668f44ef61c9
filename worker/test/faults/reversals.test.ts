// The isolate dies, or a call breaks, at any point of a purchase whose money goes back: nothing is
// taken twice, nothing is forgotten, and what a bank gave back is given back.
import { describe, expect, test } from 'vitest'
import { type BreakName, FEW_BREAKS, once } from './breaks.ts'
import { crashes } from './crash.ts'
import { REVERSALS } from './journeys.ts'
import { expectSameEnding, peaceOf, strikable } from './sweep.ts'

const FOR_EVER = { storeTimeoutMs: 3_600_000, stripeTimeoutMs: 3_600_000 }
const NAMES = Object.keys(REVERSALS) as (keyof typeof REVERSALS)[]

/** The longer one meets what differs most. */
const TROUBLE = {
  'refunded before it was granted': [[false, true], FEW_BREAKS],
  'disputed and won': [[true], ['answers 503']],
} as const satisfies Record<
  keyof typeof REVERSALS,
  readonly [readonly boolean[], readonly BreakName[]]
>

test.each(NAMES)('%s: what the refund alone takes is gone, the rest is there', async (journey) => {
  const { ending } = await peaceOf(journey)
  expect(ending).toMatchObject({
    wallets: [{ available: 367, owed: 0, committed: 0 }],
    orders: [{ status: 'credited', taken: { tokens: 167, bonus: 16 } }],
    deadLetters: 0,
    waiting: 0,
  })
})

describe.each(NAMES)('%s', async (journey) => {
  const peace = await peaceOf(journey)
  // What comes before is swept as a purchase.
  const first = peace.calls.findIndex((name) => name.endsWith('refunds.retrieve'))
  expect(first).toBeGreaterThan(0)
  const [crashed, broken] = TROUBLE[journey]
  for (const index of strikable(peace).filter((each) => each > first)) {
    const call = `call ${index}, ${peace.calls[index - 1]}`
    test.each(crashed)(`dies at ${call}, carried out: %s`, (applied) =>
      expectSameEnding(journey, (world) => crashes(world, [{ index, applied }]), FOR_EVER),
    )
    test.each(broken)(`${call} %s`, (how) => expectSameEnding(journey, () => once({ index, how })))
  }
})
