// One run of the tests that a planted bug names.
import { join } from 'node:path'
import { run } from '../processes.ts'
import { removeFolder, temporaryFolder } from '../temporary.ts'
import { readReport } from '../vitest-report.ts'
import type { NamedTest } from './patch.ts'

const TRIAL_MS_MAX = 180_000
/** These build the pages first. */
const STACK_TRIAL_MS_MAX = 600_000
/** A thousand towns take their time. */
const SIM_MS_MAX = 1_800_000

export interface Trial {
  /** Null when it had to be stopped. */
  readonly code: number | null
  readonly passed: number
  readonly failures: readonly string[]
  readonly brokenFiles: readonly string[]
}

export function runNamedTest(copy: string, test: NamedTest): Promise<Trial> {
  return 'sim' in test ? simulate(copy, test.sim) : runTests(copy, test)
}

/** The last line of its own is the broken promise. */
const BROKEN = /^seed \d+ breaks (?<promise>.+)$/m

async function simulate(copy: string, args: readonly string[]): Promise<Trial> {
  const script = ['--disable-warning=ExperimentalWarning', 'sim/cli.ts', '--quick']
  const options = { cwd: copy, quiet: true, timeoutMs: SIM_MS_MAX }
  const { code, output } = await run('node', [...script, ...args], options)
  const promise = BROKEN.exec(output)?.groups?.promise
  if (promise) return { code, passed: 0, failures: [promise], brokenFiles: [] }
  const brokenFiles = code === 0 ? [] : [output.trim().split('\n').at(-1) ?? '']
  return { code, passed: code === 0 ? 1 : 0, failures: [], brokenFiles }
}

async function runTests(copy: string, test: Extract<NamedTest, { file: string }>): Promise<Trial> {
  // Not in the copy: runs without the bug share one.
  const folder = temporaryFolder('trial')
  const report = join(folder, 'report.json')
  const overStack = test.file.endsWith('.stack.test.ts')
  const project = overStack ? 'stack' : 'node'
  const filter = [test.file, '-t', test.pattern]
  const output = ['--reporter=json', `--outputFile.json=${report}`]
  try {
    const { code } = await run('vitest', ['run', '--project', project, ...filter, ...output], {
      cwd: copy,
      quiet: true,
      timeoutMs: overStack ? STACK_TRIAL_MS_MAX : TRIAL_MS_MAX,
    })
    const { tally, failures, brokenFiles } = readReport(report, code)
    return { code, passed: tally.passed, failures, brokenFiles }
  } finally {
    removeFolder(folder)
  }
}
