// Any one call of a resolution and its payout goes wrong, or the isolate dies at it: everybody is
// paid as if nothing had happened, within two ticks of the cron.
import { describe, expect, test } from 'vitest'
import { BREAK_NAMES, FEW_BREAKS, HANG_NAMES, once, outage } from './breaks.ts'
import { crashes } from './crash.ts'
import { late } from './late.ts'
import { type Act, expectSamePayout, peacefulPayout } from './payout-journey.ts'
import { PATIENCE } from './sweep.ts'

// The dead must not wake up by a timeout of their own.
const FOR_EVER = { storeTimeoutMs: 3_600_000 }
const ACTS: readonly Act[] = ['resolve', 'correct']

const indexesOf = (calls: readonly string[]): number[] => calls.map((_, at) => at + 1)

describe.each(ACTS)('%s', PATIENCE, async (act) => {
  const { calls, ending } = await peacefulPayout(act)

  test('there is something to break, and all of it is paid', () => {
    expect(calls.filter((name) => name === 'commit')).toHaveLength(3)
    expect(calls.filter((name) => name === 'batchGet')).toHaveLength(4)
    expect(ending).toMatchObject({ deadLetters: 0, waiting: 0 })
  })

  for (const index of indexesOf(calls)) {
    const call = `call ${index}, ${calls[index - 1]}`
    const all = calls[index - 1] === 'commit' ? BREAK_NAMES : FEW_BREAKS
    test.each(all)(`${call} %s`, (how) => expectSamePayout(act, () => once({ index, how })))
    test(`${call}: an outage begins`, () =>
      expectSamePayout(act, () => outage({ index, how: 'answers 503' })))
    test.each([false, true])(`dies at ${call}, carried out: %s`, (applied) =>
      expectSamePayout(act, (world) => crashes(world, [{ index, applied }]), FOR_EVER),
    )
    if (calls[index - 1] !== 'commit') continue
    test.each(HANG_NAMES)(`${call} %s`, (how) =>
      expectSamePayout(act, () => once({ index, how }), { storeTimeoutMs: 200 }),
    )
    test.each([1, 2, 3, Infinity])(`${call} is carried out %s calls late`, (after) =>
      expectSamePayout(act, () => late({ index, after })),
    )
  }

  test('dies again and again', () => {
    const all = [7, 9, 12, 15, 17].map((index) => ({ index, applied: true }))
    return expectSamePayout(act, (world) => crashes(world, all), FOR_EVER)
  })
})
