// A service goes down in the middle of a purchase and stays down until somebody has got an error.
import { describe, test } from 'vitest'
import { BREAK_NAMES, type BreakName, FEW_BREAKS, outage } from './breaks.ts'
import { JOURNEY_NAMES } from './journeys.ts'
import { expectSameEnding, peaceOf, strikable } from './sweep.ts'

describe.each(JOURNEY_NAMES)('%s', async (journey) => {
  const peace = await peaceOf(journey)
  const kinds: readonly BreakName[] = journey === 'webhooks first' ? BREAK_NAMES : FEW_BREAKS
  for (const index of strikable(peace)) {
    test.each(kinds)(`from call ${index}, ${peace.calls[index - 1]}, each %s`, (how) =>
      expectSameEnding(journey, () => outage({ index, how })),
    )
  }
})
