// Any one call of a resolution and its payout goes wrong, or the isolate dies at it: everybody is
// paid as if nothing had happened, within two ticks of the cron.
import { describe, expect, test } from 'vitest'
import { BREAK_NAMES, FEW_BREAKS, HANG_NAMES, once, outage } from './breaks.ts'
import { crashes } from './crash.ts'
import { late } from './late.ts'
import { expectSamePayout, peacefulPayout } from './payout-journey.ts'

// The dead must not wake up by a timeout of their own.
const FOR_EVER = { storeTimeoutMs: 3_600_000 }
/** One that a busy machine does not need for anything but the call that hangs. */
const SOON = { storeTimeoutMs: 2_000 }

interface Point {
  readonly index: number
  readonly name: string
}
const pointsOf = (calls: readonly string[]): Point[] =>
  calls.map((name, at) => ({ index: at + 1, name }))

describe('resolve', async () => {
  const { calls, ending } = await peacefulPayout('resolve')
  const points = pointsOf(calls)
  const commits = points.filter(({ name }) => name === 'commit')

  test('there is something to break, and all of it is paid', () => {
    expect(commits).toHaveLength(3)
    expect(points.filter(({ name }) => name === 'batchGet')).toHaveLength(4)
    expect(ending).toMatchObject({ deadLetters: 0, waiting: 0 })
  })

  for (const { index, name } of points) {
    const all = name === 'commit' ? BREAK_NAMES : FEW_BREAKS
    test.each(all)(`call ${index}, ${name}, %s`, (how) =>
      expectSamePayout('resolve', () => once({ index, how })),
    )
    test(`an outage begins at call ${index}, ${name}`, () =>
      expectSamePayout('resolve', () => outage({ index, how: 'answers 503' })))
    test.each([false, true])(`dies at call ${index}, ${name}, carried out: %s`, (applied) =>
      expectSamePayout('resolve', (world) => crashes(world, [{ index, applied }]), FOR_EVER),
    )
  }
  for (const { index } of commits) {
    test.each([1, 2, 3, Infinity])(`commit, call ${index}, carried out %s calls late`, (after) =>
      expectSamePayout('resolve', () => late({ index, after })),
    )
  }

  // They do nothing but wait: all at once.
  for (const { index } of commits) {
    test.concurrent.each(HANG_NAMES)(`commit, call ${index}, %s`, (how) =>
      expectSamePayout('resolve', () => once({ index, how }), SOON),
    )
  }

  test('dies again and again', () => {
    const all = [7, 9, 12, 15, 17].map((index) => ({ index, applied: true }))
    return expectSamePayout('resolve', (world) => crashes(world, all), FOR_EVER)
  })
})

describe('correct', async () => {
  const { calls } = await peacefulPayout('correct')
  const commits = pointsOf(calls).filter(({ name }) => name === 'commit')
  expect(commits).toHaveLength(3)

  for (const { index } of commits) {
    test.each(FEW_BREAKS)(`commit, call ${index}, %s`, (how) =>
      expectSamePayout('correct', () => once({ index, how })),
    )
    test.each([false, true])(`dies at the commit, call ${index}, carried out: %s`, (applied) =>
      expectSamePayout('correct', (world) => crashes(world, [{ index, applied }]), FOR_EVER),
    )
    test.each([1, Infinity])(`commit, call ${index}, carried out %s calls late`, (after) =>
      expectSamePayout('correct', () => late({ index, after })),
    )
  }
})
