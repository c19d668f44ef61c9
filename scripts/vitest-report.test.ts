// The sum at the end of `npm test` decides what is merged: nothing that went wrong may count as
// "0 failed".
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addTallies, lineOf } from './tally.ts'
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
  fullName: status,
  failureMessages,
})

function reported(...files: { status?: string; tests?: object[] }[]): void {
  const testResults = files.map(({ status = 'passed', tests = [] }, index) => ({
    name: `${index}.test.ts`,
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
  })
})

test('a file that could not be loaded is a failure', () => {
  reported({ tests: [one('passed')] }, { status: 'failed' })

  expect(readReport(path, 1)).toMatchObject({
    tally: { passed: 1, failed: 1 },
    brokenFiles: ['1.test.ts: broken'],
  })
})

test('an error outside every test is a failure', () => {
  reported({ tests: [one('passed')] })

  expect(readReport(path, 1).tally).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

test('a runner that died before its report is a failure', () => {
  expect(readReport(path, null).tally).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('the last line names skipped tests only when there are some', () => {
  const sum = addTallies([
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 2, failed: 1, skipped: 3 },
  ])

  expect(lineOf(sum)).toBe('3 passed, 1 failed, 3 skipped')
  expect(lineOf({ ...sum, skipped: 0 })).toBe('3 passed, 1 failed')
})
