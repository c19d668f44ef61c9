// Whoever changes money code runs through hundreds of small towns before anybody else does.
import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { runMany } from './many.ts'
import { tried } from './report.ts'
import { runSeed } from './run-seed.ts'
import { tableOf } from './table.ts'

const SEEDS = 40
const OPERATIONS = 1000
const MINUTES_MAX = 15
/** Of the cells of the table. What is rarer is tried by the run of a million: sim/README.md. */
const TRIED_MIN = 0.92

test('a seed replays exactly', async () => {
  const first = await runSeed({ seed: 7, operations: 400 })
  const again = await runSeed({ seed: 7, operations: 400 })
  const other = await runSeed({ seed: 8, operations: 400 })
  expect(again.hash).toBe(first.hash)
  expect(other.hash).not.toBe(first.hash)
})

test('no promise breaks, and hardly anything that can go wrong is left untried', {
  timeout: MINUTES_MAX * 60_000,
}, async () => {
  const startedAt = performance.now()
  const workers = Math.min(2, availableParallelism())
  const done = await runMany({ from: 1, seeds: SEEDS, length: OPERATIONS, workers })
  const seconds = (performance.now() - startedAt) / 1000
  const { operations = 0, moved = 0 } = done.counts
  console.log(tableOf(done.counts))
  console.log(`${operations} operations, ${Math.round(operations / seconds)} a second`)
  expect(done.failedSeed, 'npm run sim -- --seed N shows it').toBeNull()
  const { share, untried, idle } = tried(done.counts)
  expect(share, untried.join()).toBeGreaterThanOrEqual(TRIED_MIN)
  expect(idle).toEqual([])
  expect(moved / operations).toBeGreaterThanOrEqual(0.6)
})
