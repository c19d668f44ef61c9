// `npm run sim`: replays one seed and makes a failure small, or runs many until one fails.
import { commandLine, refuse, wholeNumber } from '../scripts/command-line.ts'
import { FAULTS } from './faults.ts'
import { runMany } from './many.ts'
import { tried } from './report.ts'
import { runSeed, type SeedResult } from './run-seed.ts'
import { only, shrink } from './shrink.ts'
import { tableOf } from './table.ts'

const LENGTH = '1000'
const OPERATIONS = 100_000
/** In so many, every cell of the table must have been hit. */
const OPERATIONS_OF_ALL = 1_000_000

const USAGE = `Usage: npm run sim -- [options]

  --ops N          operations in all (default 100,000)
  --seeds N        so many seeds instead       --from N      the first of them (default 1)
  --length N       operations a seed (default 1,000)
  --workers N      processes (default 1)
  --quick          leaves a failure as it is, instead of making it small
  --seed N         that one only, replayed exactly
  --acts 3,8 --faults late,cut     with --seed: nothing but these, as a smaller case names them

Exit code: 0 no promise broken, 1 one is, or a million operations left something untried.`

const { values } = commandLine(USAGE, {
  options: {
    seed: { type: 'string' },
    ops: { type: 'string' },
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    length: { type: 'string', default: LENGTH },
    workers: { type: 'string', default: '1' },
    acts: { type: 'string' },
    faults: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
  },
})
const whole = (option: 'ops' | 'seeds' | 'from' | 'length' | 'workers' | 'seed', text: string) =>
  wholeNumber(USAGE, option, text)
const length = whole('length', values.length)
const failed = values.seed === undefined ? await many() : await one(whole('seed', values.seed))
if (failed) await explain(failed)
process.exit(failed ? 1 : process.exitCode)

async function one(seed: number): Promise<SeedResult | null> {
  const kept = values.acts?.split(',').map((act) => wholeNumber(USAGE, 'acts', act, 0))
  const named = values.faults.split(',').filter((fault) => fault !== '')
  const faults = FAULTS.filter((fault) => named.includes(fault))
  if (faults.length < named.length) refuse(USAGE, `--faults are of ${FAULTS.join(', ')}`)
  const smaller = kept ? only(kept, faults) : {}
  const result = await runSeed({ seed, operations: length, ...smaller })
  console.log(`seed ${seed}: ${result.operations} operations, history ${result.hash}`)
  return result.violation ? result : null
}

async function many(): Promise<SeedResult | null> {
  const operations = values.ops === undefined ? OPERATIONS : whole('ops', values.ops)
  const seeds = values.seeds ? whole('seeds', values.seeds) : Math.ceil(operations / length)
  const workers = whole('workers', values.workers)
  const from = whole('from', values.from)
  const done = await runMany({ from, seeds, length, workers }, progress)
  console.log(`\n${tableOf(done.counts)}`)
  const { untried } = tried(done.counts)
  console.log(`Untried: ${untried.join(', ') || 'nothing'}`)
  if (untried.length > 0 && operations >= OPERATIONS_OF_ALL) process.exitCode = 1
  if (done.failedSeed === null) return null
  return runSeed({ seed: done.failedSeed, operations: length })
}

function progress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r${text}`)
  else console.log(text)
}

async function explain(result: SeedResult): Promise<void> {
  const { seed } = result
  const smallest =
    values.quick || values.acts ? null : await shrink({ seed, operations: length }, result)
  const shown = smallest?.result ?? result
  console.log(`\n${shown.last.join('\n')}\n`)
  console.log(`seed ${seed} breaks ${shown.violation?.message}`)
  if (smallest) {
    const { acts, faults, runs } = smallest
    const few = faults.length > 0 ? ` --faults ${faults.join(',')}` : ''
    const less = `--acts ${acts.join(',')}${few}`
    console.log(
      `smallest of ${runs} runs: npm run sim -- --seed ${seed} --length ${length} ${less}`,
    )
  }
  console.log(`again: npm run sim -- --seed ${seed} --length ${length}`)
}
