// The isolate dies at any call of a purchase, before or after it is carried out: what it had done
// stays, what it had not done is made good by whoever asks next.
import { describe, test } from 'vitest'
import { crashes } from './crash.ts'
import { JOURNEY_NAMES } from './journeys.ts'
import { expectSameEnding, peaceOf, strikable } from './sweep.ts'

// The dead must not wake up by a timeout of their own.
const FOR_EVER = { storeTimeoutMs: 3_600_000, stripeTimeoutMs: 3_600_000 }

describe.each(JOURNEY_NAMES)('%s', async (journey) => {
  const peace = await peaceOf(journey)
  for (const index of strikable(peace)) {
    const call = `call ${index}, ${peace.calls[index - 1]}`
    test.each([false, true])(`dies at ${call}, carried out: %s`, (applied) =>
      expectSameEnding(journey, (world) => crashes(world, [{ index, applied }]), FOR_EVER),
    )
  }

  test('dies at its first call again and again', () => {
    const all = [1, 2, 3, 4, 5].map((index) => ({ index, applied: true }))
    return expectSameEnding(journey, (world) => crashes(world, all), FOR_EVER)
  })
})
