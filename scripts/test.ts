// `npm test`: every proof there is, the cheap ones first. A stage that fails stops nothing, and the
// last lines name what failed, then the sum. `--fast` (npm run check) leaves out what needs workerd
// or a browser. The door and the browser each leave half of a small machine idle: they run at once.
import { join } from 'node:path'
import { BROWSER_ADVICE, findBrowser } from './browser.ts'
import { buildPages } from './build.ts'
import { commandLine } from './command-line.ts'
import { ROOT, type RunOptions, run } from './processes.ts'
import {
  addTallies,
  FAILED,
  lineOf,
  listOf,
  NOTHING,
  PASSED,
  SKIPPED,
  type Tally,
} from './tally.ts'
import { removeFolder, temporaryFolder } from './temporary.ts'
import { repositoryFiles } from './tree.ts'
import { type Report, readReport } from './vitest-report.ts'

interface Stage {
  readonly title: string
  readonly slow?: true
  /** Runs while the next one does; what it printed is shown after it. */
  readonly besideNext?: true
  run(): Promise<Outcome>
}

interface Outcome extends Tally {
  /** Of a quiet stage, and yet to be shown. */
  readonly output?: string
  readonly named?: Report['named']
  readonly flaky?: Report['flaky']
}

const USAGE = `Usage: npm test        everything
       npm run check   what needs neither workerd nor a browser
One test file: npx vitest run FILE`
const { values } = commandLine(USAGE, {
  options: { fast: { type: 'boolean', default: false } },
})
const reports = temporaryFolder('test')
const onCi = !['', '0', 'false', undefined].includes(process.env.CI)

const STAGES: Stage[] = [
  {
    title: 'types',
    besideNext: true,
    run: () => program(process.execPath, ['scripts/typecheck.ts']),
  },
  {
    title: 'lint',
    besideNext: true,
    run: () => program('biome', ['check', '--error-on-warnings']),
  },
  { title: 'unused code and packages', run: () => program('knip', ['--no-progress']) },
  { title: 'tests in Node', run: () => vitest('node', /\.test\.tsx?$/) },
  { title: 'pages', slow: true, run: async () => verdict((await buildPages()) !== 'failed') },
  { title: 'tests in workerd', slow: true, run: () => vitest('workers', /\.workerd\.test\.ts$/) },
  {
    title: 'tests at the door',
    slow: true,
    besideNext: true,
    run: () => vitest('stack', /\.stack\.test\.ts$/, { quiet: true }),
  },
  { title: 'tests in a browser', slow: true, run: browserTests },
]

try {
  const { fast } = values
  const tallies: Tally[] = []
  const guilty: string[] = []
  const named: string[] = []
  const flaky: string[] = []
  const count = ({ title }: Stage, outcome: Outcome) => {
    tallies.push(outcome)
    named.push(...(outcome.named ?? []))
    flaky.push(...(outcome.flaky ?? []))
    if (outcome.failed > 0) guilty.push(title)
  }
  const beside: { stage: Stage; ended: Promise<Outcome> }[] = []
  for (const stage of STAGES.filter(({ slow }) => !(fast && slow))) {
    if (stage.besideNext) {
      beside.push({ stage, ended: attempt(stage) })
      continue
    }
    console.log(`\n== ${stage.title}`)
    const own = await attempt(stage)
    if (own.output) console.log(own.output)
    count(stage, own)
    for (const { stage: other, ended } of beside.splice(0)) {
      const outcome = await ended
      console.log(`\n== ${other.title}\n${outcome.output ?? ''}`)
      count(other, outcome)
    }
  }
  const sum = addTallies(tallies)
  if (flaky.length > 0) console.log(`\nPassed only when tried again:\n${listOf(flaky)}`)
  if (guilty.length > 0) console.log(`\nLook at: ${guilty.join(', ')}`)
  if (named.length > 0) console.log(listOf(named))
  console.log(`\n${lineOf(sum)}`)
  if (sum.failed > 0) process.exitCode = 1
} finally {
  removeFolder(reports)
}

/** A stage that can't even start has failed too. */
async function attempt(stage: Stage): Promise<Outcome> {
  try {
    return await stage.run()
  } catch (error) {
    console.log(error)
    return FAILED
  }
}

function verdict(good: boolean): Tally {
  console.log(good ? 'ok' : 'failed')
  return good ? PASSED : FAILED
}

async function program(name: string, args: string[]): Promise<Outcome> {
  const { code, output } = await run(name, args, { quiet: true })
  return { ...(code === 0 ? PASSED : FAILED), output: `${output}${code === 0 ? 'ok' : 'failed'}` }
}

async function vitest(project: string, files: RegExp, options: RunOptions = {}): Promise<Outcome> {
  if (!repositoryFiles(ROOT).some((path) => files.test(path))) {
    console.log('there are none')
    return NOTHING
  }
  const report = join(reports, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['run', '--project', project, ...reporters]
  const { code, output } = await run('vitest', args, options)
  const { tally, named, flaky } = readReport(report, code)
  return { ...tally, named, flaky, output }
}

async function browserTests(): Promise<Outcome> {
  const browser = findBrowser()
  const env = { CHROME_PATH: browser ?? '' }
  if (browser) return vitest('e2e', /^e2e\/.*\.test\.ts$/, { env })
  console.log(`skipped: no Chromium or Chrome was found. ${BROWSER_ADVICE}`)
  return onCi ? FAILED : SKIPPED
}
