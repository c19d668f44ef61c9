// `npm run differential`: asks Google's emulator all that is recorded, compares, and records anew.
import { commandLine, wholeNumber } from '../../../scripts/command-line.ts'
import { type Emulator, findEmulator, startEmulator } from '../emulator.ts'
import { askTable, PROJECT, RULES_FILE, recordRules, unexpectedAnswers } from '../rules-answers.ts'
import { createTokens } from '../test-tokens.ts'
import { advisedIndexes } from './advised.ts'
import { DIRECTED, type Outcome, runCase } from './directed.ts'
import { judgeDirected, judgeRandom } from './judge.ts'
import { randomSteps, runRandom } from './random.ts'
import {
  askedBy,
  OPERATIONS_PER_SEED,
  type Recorded,
  SEEDS,
  writeDirected,
  writeRandom,
} from './recordings.ts'
import { emulatorSide, indexesOf, withEmbedded } from './servers.ts'

const SHOWN_MAX = 20
const STEPS_BETWEEN_SIGNS = 250

const USAGE = `Usage: npm run differential [-- --seed N [--ops N]]

Asks Google's emulator all that is recorded, compares, and records anew. With --seed it asks both
servers so many random requests of that seed (default ${OPERATIONS_PER_SEED}), and records nothing.`
const { values } = commandLine(USAGE, {
  options: { seed: { type: 'string' }, ops: { type: 'string', default: `${OPERATIONS_PER_SEED}` } },
})
const operations = wholeNumber(USAGE, 'ops', values.ops)
const seed = values.seed === undefined ? null : wholeNumber(USAGE, 'seed', values.seed)
const location = findEmulator()
if ('reason' in location) {
  console.log(`nothing was asked: ${location.reason}. \`npm test\` compares with the recordings.`)
  process.exit(1)
}
console.log("starting Google's emulator")
const emulator = await startEmulator(location.jar, RULES_FILE)
try {
  const problems =
    seed === null ? await recordAll(emulator) : await compareSeed(emulator, seed, operations)
  for (const problem of problems.slice(0, SHOWN_MAX)) console.log(problem)
  if (problems.length > SHOWN_MAX) console.log(`and ${problems.length - SHOWN_MAX} more`)
  console.log(`${problems.length} unexplained`)
  if (problems.length > 0) process.exitCode = 1
} finally {
  emulator.stop()
}

async function recordAll(emulator: Emulator): Promise<string[]> {
  const ours = new Map<string, Outcome>()
  const recorded: Recorded[] = []
  for (const each of DIRECTED) {
    const { title } = each
    ours.set(title, await withEmbedded(indexesOf(each), (side) => runCase(side, each)))
    const theirs = await runCase(emulatorSide(emulator), each)
    recorded.push({ title, asked: askedBy(each), ...theirs })
    sign(recorded.length, DIRECTED.length, 'directed cases')
  }
  writeDirected(recorded)
  const problems = judgeDirected(ours, new Map(recorded.map((each) => [each.title, each])))
  problems.push(...(await recordTable(emulator)))
  for (const seed of SEEDS) {
    problems.push(...(await compareSeed(emulator, seed, OPERATIONS_PER_SEED, true)))
  }
  return problems
}

async function recordTable({ url }: Emulator): Promise<string[]> {
  const recorded = await askTable(url, await createTokens(PROJECT))
  recordRules(recorded)
  return unexpectedAnswers(recorded)
}

async function compareSeed(
  emulator: Emulator,
  seed: number,
  operations: number,
  keep = false,
): Promise<string[]> {
  const steps = randomSteps(seed, operations)
  const ours = await withEmbedded(advisedIndexes(steps), (side) => runRandom(side, steps))
  const theirs = await runRandom(emulatorSide(emulator), steps, (done) =>
    sign(done, operations, `requests of seed ${seed}`),
  )
  if (keep) writeRandom(seed, steps, theirs)
  return judgeRandom(seed, steps, ours, theirs)
}

function sign(done: number, all: number, what: string): void {
  if (done % STEPS_BETWEEN_SIGNS === 0 || done === all) console.log(`${done} of ${all} ${what}`)
}
