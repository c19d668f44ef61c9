// Any single call of a purchase goes wrong in any way: whoever pays gets the tokens, once.
import { describe, test } from 'vitest'
import { BREAK_NAMES, type BreakName, FEW_BREAKS, HANG_NAMES, once } from './breaks.ts'
import { JOURNEY_NAMES } from './journeys.ts'
import { expectSameEnding, peaceOf, strikable } from './sweep.ts'

const HANG_MS = 25
const QUICK = { storeTimeoutMs: HANG_MS, stripeTimeoutMs: HANG_MS }

describe.each(JOURNEY_NAMES)('%s', async (journey) => {
  const peace = await peaceOf(journey)
  const every = journey === 'webhooks first'
  const kinds: readonly BreakName[] = every ? [...BREAK_NAMES, ...HANG_NAMES] : FEW_BREAKS
  for (const index of strikable(peace)) {
    describe(`call ${index}, ${peace.calls[index - 1]}`, () => {
      test.each(kinds)('%s', async (how) => {
        const hangs = HANG_NAMES.some((name) => name === how)
        await expectSameEnding(journey, () => once({ index, how }), hangs ? QUICK : {})
      })
    })
  }
})
