// The runner itself, over a tiny project with bugs planted in it: if it called everything "killed",
// nobody would learn which promise no test guards.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../processes.ts'
import { withoutGit } from '../tree.ts'
import { judgeMutants, type Verdict } from './judge.ts'
import { readMutants } from './patch.ts'

const TRIALS_MS = 120_000

const FILES = {
  '.gitignore': 'node_modules\n',
  'vitest.config.js':
    "export default { test: { projects: [{ test: { name: 'node', include: ['*.test.js'] } }] } }\n",
  'sum.js': 'export const sum = (a, b) => a + b\n',
  'sum.test.js': [
    "import { expect, test } from 'vitest'",
    "import { sum } from './sum.js'",
    "test('adds', () => expect(sum(2, 3)).toBe(5))",
    "test('looks at nothing', () => sum(2, 3))",
    "test('fails anyway', () => expect(sum(2, 3)).toBe(6))",
    '',
  ].join('\n'),
  'sim/cli.ts': [
    "import { sum } from '../sum.js'",
    "if (sum(2, 3) !== 5 && process.argv.includes('1000')) {",
    "  console.log('seed 9 breaks I1: it does not add up')",
    '  process.exit(1)',
    '}',
    '',
  ].join('\n'),
}

const planted = (name: string, line: string, was = 'export const sum = (a, b) => a + b') =>
  [
    `# Test: sum.test.js -t "${name}"`,
    '# Why: a bill would be wrong.',
    'diff --git a/sum.js b/sum.js',
    '--- a/sum.js',
    '+++ b/sum.js',
    '@@ -1 +1 @@',
    `-${was}`,
    `+${line}`,
    '',
  ].join('\n')

const simulated = (seeds: number, line: string) =>
  planted('', line).replace(/^# Test: .*/, `# Test: sim --seeds ${seeds}`)

const MINUS = 'export const sum = (a, b) => a - b'
const PATCHES = {
  noticed: planted('^adds$', MINUS),
  unnoticed: planted('looks at nothing', MINUS),
  unreadable: planted('^adds$', 'export const sum = (a, b) => {'),
  unrunnable: planted('^adds$', 'export const sum = (a, b) => a + c'),
  'failing-before': planted('fails anyway', MINUS),
  'wrong-name': planted('subtracts', MINUS),
  'other-code': planted('^adds$', MINUS, 'export const sum = (a, b) => b + a'),
  'broken-promise': simulated(1000, MINUS),
  'kept-promise': simulated(10, MINUS),
  'no-simulation': simulated(1000, 'export const sum = (a, b) => {'),
  'no-header': 'diff --git a/sum.js b/sum.js\n',
}

let root: string
let verdicts: Record<string, Verdict>

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'kai-mutants-'))
  const patches = Object.entries(PATCHES).map(([name, text]) => [`mutants/${name}.patch`, text])
  for (const [path = '', text = ''] of [...Object.entries(FILES), ...patches]) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  execFileSync('git', ['init', '--quiet'], { cwd: root, env: withoutGit() })
  const list = await judgeMutants(root, readMutants(root))
  verdicts = Object.fromEntries(list.map((verdict) => [verdict.name, verdict]))
}, TRIALS_MS)

afterAll(() => rmSync(root, { recursive: true, force: true }))

test('a bug that a named test notices is killed', () => {
  expect(verdicts.noticed).toMatchObject({ result: 'killed' })
})

test('a bug that no named test notices survived, and the harm is told', () => {
  expect(verdicts.unnoticed).toMatchObject({
    result: 'survived',
    note: 'a bill would be wrong.',
  })
})

test('a bug that breaks a promise in the simulator is killed, another survived', () => {
  expect(verdicts['broken-promise']).toMatchObject({ result: 'killed' })
  expect(verdicts['kept-promise']).toMatchObject({ result: 'survived' })
})

test.each([
  ['no-simulation', /^with the bug in: /],
  ['unreadable', /^with the bug in: /],
  ['unrunnable', /^ReferenceError: c is not defined/],
  ['failing-before', /^fails without the bug: /],
  ['wrong-name', /^no test has that name$/],
  ['other-code', /^the patch does not apply: /],
  ['no-header', /^the header needs /],
])('a trial that proves nothing (%s) is broken, not killed', (name, note) => {
  expect(verdicts[name]).toMatchObject({ result: 'broken', note: expect.stringMatching(note) })
})
