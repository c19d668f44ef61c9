// Stripe's events come late, twice, in any order or not at all. What a buyer ends with must not be
// a matter of luck. `npm run storms -- stripe` tries every order.
import { expect, test } from 'vitest'
import { runStorms } from './run.ts'

test('a sample of all orders: the ending depends on the events, not on their order', {
  timeout: 300_000,
}, async () => {
  const { sequences, faults } = await runStorms({ length: 3, every: 211 })
  expect(faults).toEqual([])
  expect(sequences).toBeGreaterThan(150)
})
