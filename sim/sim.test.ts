// Whoever changes money code runs through hundreds of small towns before anybody else does.
import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { runMany } from './many.ts'
import { zeroCells } from './report.ts'
import { runSeed } from './run-seed.ts'
import { tableOf } from './table.ts'

const FIRST_SEED = 26
const SEEDS = 125
const OPERATIONS = 1000
const MINUTES_MAX = 15

test('a seed replays exactly', async () => {
  const first = await runSeed({ seed: 7, operations: 400 })
  const again = await runSeed({ seed: 7, operations: 400 })
  const other = await runSeed({ seed: 8, operations: 400 })
  expect(again.hash).toBe(first.hash)
  expect(other.hash).not.toBe(first.hash)
})

test('no promise breaks, and nothing that can go wrong is left untried', {
  timeout: MINUTES_MAX * 60_000,
}, async () => {
  const startedAt = performance.now()
  const workers = Math.min(2, availableParallelism())
  const done = await runMany({ from: FIRST_SEED, seeds: SEEDS, length: OPERATIONS, workers })
  const seconds = (performance.now() - startedAt) / 1000
  const { operations = 0, moved = 0 } = done.counts
  console.log(tableOf(done.counts))
  console.log(`${operations} operations, ${Math.round(operations / seconds)} a second`)
  expect(done.failedSeed, 'npm run sim -- --seed N shows it').toBeNull()
  expect(zeroCells(done.counts)).toEqual([])
  expect(moved / operations).toBeGreaterThanOrEqual(0.6)
})
