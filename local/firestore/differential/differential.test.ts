// The embedded server against the recorded answers of Google's own emulator: what passes here and
// fails there would fail in production. `npm run differential` records them anew.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { advisedIndexes } from './advised.ts'
import { DIRECTED, type Outcome, runCase } from './directed.ts'
import { EXPLAINED } from './explained/index.ts'
import { judgeDirected, judgeRandom } from './judge.ts'
import { randomSteps, runRandom } from './random.ts'
import {
  askedBy,
  digestOf,
  OPERATIONS_PER_SEED,
  readDirected,
  readRandom,
  SEEDS,
} from './recordings.ts'
import { indexesOf, withEmbedded } from './servers.ts'

const RECORD = 'asked anew since it was recorded: npm run differential'
const CASES_MIN = 300
const OPERATIONS_MIN = 10_000

test('each directed case answers as recorded, or is explained', async () => {
  const recorded = readDirected()
  const ours = new Map<string, Outcome>()
  for (const each of DIRECTED) {
    expect(recorded.get(each.title)?.asked, `${each.title} was ${RECORD}`).toBe(askedBy(each))
    ours.set(each.title, await withEmbedded(indexesOf(each), (side) => runCase(side, each)))
  }
  expect(ours.size).toBeGreaterThanOrEqual(CASES_MIN)
  expect(judgeDirected(ours, recorded)).toEqual([])
})

test.each(SEEDS)('seed %i: random requests answer as recorded', async (seed) => {
  const steps = randomSteps(seed, OPERATIONS_PER_SEED)
  const { asked, ...theirs } = readRandom(seed)
  expect(asked, `seed ${seed} was ${RECORD}`).toBe(digestOf(steps))
  const ours = await withEmbedded(advisedIndexes(steps), (side) => runRandom(side, steps))
  expect(judgeRandom(seed, steps, ours, theirs)).toEqual([])
})

test('ten thousand random requests are recorded', () => {
  const answers = SEEDS.flatMap((seed) => readRandom(seed).answers)
  expect(answers.length).toBeGreaterThanOrEqual(OPERATIONS_MIN)
})

test('the document shows every explained difference with its source', () => {
  const path = join(import.meta.dirname, '../../../docs/differential.md')
  const rows = readFileSync(path, 'utf8').split('\n')
  const told = EXPLAINED.map((one) => `| ${one.emulator} | ${one.here} | ${one.source} |`)
  expect(rows.filter((row) => row.startsWith('| ')).slice(1)).toEqual(told)
})
