// A write that timed out lands after the retry, after the next step, or last of all.
import { describe, test } from 'vitest'
import { JOURNEY_NAMES } from './journeys.ts'
import { late } from './late.ts'
import { expectSameEnding, peaceOf } from './sweep.ts'

const WRITES = ['commit', 'checkout.sessions.create']
const DELAYS = [1, 2, 3, 4, 5, 8, Number.POSITIVE_INFINITY]
const FEW_DELAYS = [1, 2, 4, Number.POSITIVE_INFINITY]

describe.each(JOURNEY_NAMES)('%s', async (journey) => {
  const { calls } = await peaceOf(journey)
  const writes = calls.flatMap((name, at) => (WRITES.includes(name) ? [at + 1] : []))
  const delays = journey === 'webhooks first' ? DELAYS : FEW_DELAYS
  for (const index of writes) {
    test.each(delays)(`call ${index}, ${calls[index - 1]}, lands %s calls late`, (after) =>
      expectSameEnding(journey, () => late({ index, after })),
    )
  }
})
