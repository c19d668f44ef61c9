// One run of the tests that a planted bug names.
import { join } from 'node:path'
import { run } from '../processes.ts'
import { removeFolder, temporaryFolder } from '../temporary.ts'
import { readReport } from '../vitest-report.ts'
import type { NamedTest } from './patch.ts'

const TRIAL_MS_MAX = 180_000

export interface Trial {
  /** Null when it had to be stopped. */
  readonly code: number | null
  readonly passed: number
  readonly failures: readonly string[]
  readonly brokenFiles: readonly string[]
}

export async function runNamedTest(copy: string, test: NamedTest): Promise<Trial> {
  // Not in the copy: runs without the bug share one.
  const folder = temporaryFolder('trial')
  const report = join(folder, 'report.json')
  const filter = [test.file, '-t', test.pattern]
  const output = ['--reporter=json', `--outputFile.json=${report}`]
  try {
    const { code } = await run('vitest', ['run', '--project', 'node', ...filter, ...output], {
      cwd: copy,
      quiet: true,
      timeoutMs: TRIAL_MS_MAX,
    })
    const { tally, failures, brokenFiles } = readReport(report, code)
    return { code, passed: tally.passed, failures, brokenFiles }
  } finally {
    removeFolder(folder)
  }
}
