// Vitest's JSON report, read so that nothing which went wrong can count as "no failures".
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { ROOT } from './processes.ts'
import type { Tally } from './tally.ts'

const ERROR_CHARACTERS_MAX = 200

interface Assertion {
  readonly status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled'
  readonly ancestorTitles: readonly string[]
  readonly title: string
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
  /** One line for each failure counted: where it is, and the first line of its error. */
  readonly named: readonly string[]
  /** Likewise for what passed only when it was tried again. */
  readonly flaky: readonly string[]
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
  const outside = `an error outside every test, or no report: vitest ended with ${exitCode}`
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
    named: [
      ...files.flatMap((file) => erring(file, 'failed')),
      ...broken.map(({ name, message }) => named([pathOf(name)], message)),
      ...(silent ? [outside] : []),
    ],
    flaky: files.flatMap((file) => erring(file, 'passed')),
  }
}

/** Tests that ended so and had an error: a test that is tried again keeps that of the first try. */
function erring({ name, assertionResults }: File, ended: Assertion['status']): string[] {
  return assertionResults
    .filter(({ status, failureMessages }) => {
      return status === ended && (status === 'failed' || Boolean(failureMessages?.length))
    })
    .map(({ ancestorTitles, title, failureMessages }) =>
      named([pathOf(name), ...ancestorTitles, title], failureMessages?.[0] ?? ''),
    )
}

function named(place: string[], message: string): string {
  const [error = ''] = stripVTControlCharacters(message).trim().split('\n')
  return `${place.join(' > ')}: ${error.slice(0, ERROR_CHARACTERS_MAX)}`
}

const pathOf = (name: string) => relative(ROOT, name)

function filesIn(text: string): File[] {
  return (JSON.parse(text) as { testResults: File[] }).testResults
}

function hasFailedTest({ assertionResults }: File): boolean {
  return assertionResults.some(({ status }) => status === 'failed')
}
