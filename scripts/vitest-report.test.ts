// The sum at the end of `npm test` decides what is merged: nothing that went wrong may count as
// "0 failed".
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ROOT } from './processes.ts'
import { addTallies, lineOf, listOf } from './tally.ts'
import { readReport } from './vitest-report.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kai-report-'))
  path = join(folder, 'report.json')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const one = (status: string, ...failureMessages: string[]) => ({
  status,
  ancestorTitles: ['guards'],
  title: `it ${status}`,
  failureMessages,
})

function reported(...files: { status?: string; tests?: object[] }[]): void {
  const testResults = files.map(({ status = 'passed', tests = [] }, index) => ({
    name: join(ROOT, 'worker', `${index}.test.ts`),
    status,
    message: status === 'failed' ? 'broken' : '',
    assertionResults: tests,
  }))
  writeFileSync(path, JSON.stringify({ testResults }))
}

test('tests are counted by how they ended', () => {
  const tests = [one('passed'), one('passed'), one('failed', 'wrong sum'), one('pending')]
  reported({ status: 'failed', tests })

  expect(readReport(path, 1)).toEqual({
    tally: { passed: 2, failed: 1, skipped: 1 },
    failures: ['wrong sum'],
    brokenFiles: [],
    named: ['worker/0.test.ts > guards > it failed: wrong sum'],
    flaky: [],
  })
})

// A race that shows once in twenty runs is a bug of the product as often as of its test.
test('what passed only when tried again is named', () => {
  reported({ tests: [one('passed'), one('passed', 'Error: not yet\n    at a.ts:1:2')] })

  const { tally, named, flaky } = readReport(path, 0)
  expect(tally).toEqual({ passed: 2, failed: 0, skipped: 0 })
  expect(named).toEqual([])
  expect(flaky).toEqual(['worker/0.test.ts > guards > it passed: Error: not yet'])
})

test('a file that could not be loaded is a failure', () => {
  reported({ tests: [one('passed')] }, { status: 'failed' })

  expect(readReport(path, 1)).toMatchObject({
    tally: { passed: 1, failed: 1 },
    brokenFiles: [`${join(ROOT, 'worker/1.test.ts')}: broken`],
    named: ['worker/1.test.ts: broken'],
  })
})

test('an error outside every test is a failure', () => {
  reported({ tests: [one('passed')] })

  expect(readReport(path, 1).tally).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

test('a runner that died before its report is a failure', () => {
  expect(readReport(path, null).tally).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

// A test that fails once in a hundred runs is found by its name or not at all.
test('each failure is named in one short line', () => {
  const coloured = one('failed', '\u001b[31mError: lost\u001b[39m\n    at a.ts:1:2', 'second')
  const long = one('failed', 'x'.repeat(10_000))
  reported({ status: 'failed', tests: [one('passed'), coloured, long, one('failed')] })

  const named = readReport(path, 1).named
  const place = 'worker/0.test.ts > guards > it failed: '
  expect(named.map((line) => line.slice(0, place.length))).toEqual([place, place, place])
  expect(named.map((line) => line.slice(place.length))).toEqual([
    'Error: lost',
    'x'.repeat(200),
    '',
  ])
})

test('a failure outside every test is named too', () => {
  reported({ tests: [one('passed')] })
  expect(readReport(path, 1).named).toEqual([expect.stringContaining('outside every test')])
  expect(readReport(join(folder, 'none.json'), null).named).toHaveLength(1)
  expect(readReport(path, 0).named).toEqual([])
})

test('a list of failures stays short enough for the end of a log', () => {
  const names = Array.from({ length: 31 }, (_, at) => `test ${at}`)
  expect(listOf(names.slice(0, 2))).toBe('  test 0\n  test 1')
  expect(listOf(names.slice(1)).split('\n')).toHaveLength(30)
  expect(listOf(names).split('\n').slice(29)).toEqual(['  test 29', '  and 1 more'])
})

test('the last line names skipped tests only when there are some', () => {
  const sum = addTallies([
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 2, failed: 1, skipped: 3 },
  ])

  expect(lineOf(sum)).toBe('3 passed, 1 failed, 3 skipped')
  expect(lineOf({ ...sum, skipped: 0 })).toBe('3 passed, 1 failed')
})
