import { expect, test } from 'vitest'
import { singleFlight } from './single-flight.ts'
import { handClock } from './testing.ts'

test('callers that come together get one answer; later ones a new one', async () => {
  let runs = 0
  const clock = handClock()
  const fly = singleFlight(async () => ++runs, { clock, flightMs: 1000 })
  expect(await Promise.all([fly(), fly(), fly()])).toEqual([1, 1, 1])
  expect(await fly()).toBe(2)
})

test('a failure is everybody’s, once, and not kept', async () => {
  let fail = true
  const work = async () => {
    if (fail) throw new Error('away')
    return 'fine'
  }
  const kept: Promise<unknown>[] = []
  const keepAlive = (flying: Promise<unknown>) => void kept.push(flying)
  const fly = singleFlight(work, { clock: handClock(), flightMs: 1000, keepAlive })
  const both = await Promise.allSettled([fly(), fly()])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  fail = false
  expect(await fly()).toBe('fine')
  // What the platform waits for must never reject unheard.
  expect(await Promise.allSettled(kept)).toHaveLength(2)
  expect((await Promise.allSettled(kept)).every(({ status }) => status === 'fulfilled')).toBe(true)
})

// A leader cut off by its visitor leaves a promise that never settles: nobody may hang on it.
test('a flight that never lands lets joiners go and later callers start anew', async () => {
  const clock = handClock()
  let runs = 0
  const fly = singleFlight(
    () => (++runs === 1 ? new Promise<number>(() => {}) : Promise.resolve(runs)),
    {
      clock,
      flightMs: 30,
    },
  )
  void fly()
  await expect(fly()).rejects.toThrow('joined work did not end')
  clock.pass(30)
  expect(await fly()).toBe(2)
})
