// "Changed nothing", in the strict sense: no write that Firestore counted as done (it counts those
// too that leave a document as it was), and no call at Stripe that creates or changes something. A
// commit that was refused is none: a replay may guess that it is new, and lose.
import { expect } from 'vitest'
import type { Door } from './door.ts'

const HARMLESS_AT_STRIPE = /\.(?:retrieve|list)$/

export async function nothingMoves(door: Door, work: () => Promise<void>): Promise<void> {
  const before = await whatIsThere(door)
  await work()
  expect(await whatIsThere(door)).toEqual(before)
}

async function whatIsThere(door: Door) {
  const [{ documentsWritten }, stripe] = await Promise.all([door.counters(), door.stripeCalls()])
  const changing = Object.entries(stripe).filter(([name]) => !HARMLESS_AT_STRIPE.test(name))
  return { documentsWritten, stripe: Object.fromEntries(changing) }
}

const AT_ONCE = 8

/** Runs all of them, a few at a time, and gives what each had to say. */
export async function each<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const at = next
      next += 1
      results[at] = await run(items[at] as T)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return results
}
