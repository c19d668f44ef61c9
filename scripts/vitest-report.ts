// Vitest's JSON report, read so that nothing which went wrong can count as "no failures".
import { existsSync, readFileSync } from 'node:fs'
import type { Tally } from './tally.ts'

interface Assertion {
  readonly status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled'
  readonly fullName: string
  readonly failureMessages: readonly string[] | null
}

interface File {
  readonly name: string
  readonly status: 'passed' | 'failed'
  readonly message: string
  readonly assertionResults: readonly Assertion[]
}

export interface Report {
  readonly tally: Tally
  /** Messages of failed tests, without those of files that failed as a whole. */
  readonly failures: readonly string[]
  /** Test files that could not be loaded, or whose hooks threw outside any test. */
  readonly brokenFiles: readonly string[]
}

/** The exit code decides when the report is missing or knows of no failure. */
export function readReport(path: string, exitCode: number | null): Report {
  const files = existsSync(path) ? filesIn(readFileSync(path, 'utf8')) : []
  const tests = files.flatMap(({ assertionResults }) => assertionResults)
  const count = (...kinds: Assertion['status'][]) =>
    tests.filter(({ status }) => kinds.includes(status)).length
  const broken = files.filter((file) => file.status === 'failed' && !hasFailedTest(file))
  const failed = count('failed') + broken.length
  // An error outside every test, or a crash of the runner, shows only in the exit code.
  const silent = exitCode !== 0 && failed === 0 ? 1 : 0
  return {
    tally: {
      passed: count('passed'),
      failed: failed + silent,
      skipped: count('skipped', 'pending', 'todo', 'disabled'),
    },
    failures: tests
      .filter(({ status }) => status === 'failed')
      .map(({ failureMessages }) => failureMessages?.join('\n') ?? ''),
    brokenFiles: broken.map(({ name, message }) => `${name}: ${message}`),
  }
}

function filesIn(text: string): File[] {
  return (JSON.parse(text) as { testResults: File[] }).testResults
}

function hasFailedTest({ assertionResults }: File): boolean {
  return assertionResults.some(({ status }) => status === 'failed')
}
