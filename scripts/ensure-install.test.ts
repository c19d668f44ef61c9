// A stranger's first `npm start` in a fresh clone, and everyone's hundredth: the install happens
// exactly when it is needed. npm is a recording stand-in; no package is fetched.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ROOT, run } from './processes.ts'

const LOCK = {
  packages: {
    '': { dependencies: { hono: '1.0.0' } },
    'node_modules/hono': { version: '1.0.0' },
    'node_modules/for-another-machine': { version: '1.0.0', optional: true, os: 'none' },
  },
}
/** What `npm ci` leaves behind, and a line for each call. */
const GOOD_NPM = [
  'echo "$@" >> calls',
  'mkdir -p node_modules/.bin node_modules/hono && : > node_modules/.bin/node',
].join('\n')

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kai-install-'))
  cpSync(join(ROOT, 'scripts/ensure-install.mjs'), join(root, 'scripts/ensure-install.mjs'))
  write('package.json', { dependencies: { hono: '1.0.0' } })
  write('package-lock.json', LOCK)
  npmIs(GOOD_NPM)
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, content: object | string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
}

function npmIs(script: string): void {
  write('bin/npm', `#!/bin/sh\n${script}\n`)
  chmodSync(join(root, 'bin/npm'), 0o755)
}

/** As npm calls it: the project's own programs first on the PATH. */
function ensure(path = `${root}/bin:/usr/bin:/bin`) {
  const script = join(root, 'scripts/ensure-install.mjs')
  const env = { PATH: `${root}/node_modules/.bin:${path}` }
  return run(process.execPath, [script], { cwd: root, env, quiet: true })
}

function installs(): number {
  const calls = join(root, 'calls')
  return existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').length : 0
}

test('a fresh clone installs once, development packages too, and then stays silent', async () => {
  const first = await ensure()
  const second = await ensure()

  expect(first.code).toBe(0)
  expect(readFileSync(join(root, 'calls'), 'utf8')).toMatch(/^ci .*--include=dev/)
  expect(second).toEqual({ code: 0, output: '' })
  expect(installs()).toBe(1)
})

test('a changed lockfile is followed', async () => {
  await ensure()
  const hono = { version: '1.0.1' }
  write('package-lock.json', { packages: { ...LOCK.packages, 'node_modules/hono': hono } })
  await ensure()

  expect(installs()).toBe(2)
})

test('what someone installed by hand is taken as it is', async () => {
  write('node_modules/.bin/node', '')
  write('node_modules/hono/package.json', '{}')
  const installed = { 'node_modules/hono': { version: '1.0.0' } }
  write('node_modules/.package-lock.json', { packages: installed })

  expect(await ensure()).toEqual({ code: 0, output: '' })
  expect(installs()).toBe(0)
})

test.each([
  ['of another version', { 'node_modules/hono': { version: '0.9.0' } }],
  ['of another machine', { 'node_modules/hono': { version: '1.0.0', os: ['none'] } }],
  ['incomplete', {}],
])('packages that are %s are installed anew', async (_, packages) => {
  write('node_modules/hono/package.json', '{}')
  write('node_modules/.package-lock.json', { packages })
  await ensure()

  expect(installs()).toBe(1)
})

test('npm does not run on the Node that it is about to delete', async () => {
  write('node_modules/.bin/npm', '#!/bin/sh\necho wrong >> calls\n')
  chmodSync(join(root, 'node_modules/.bin/npm'), 0o755)
  await ensure()

  expect(readFileSync(join(root, 'calls'), 'utf8')).not.toContain('wrong')
})

test.each([
  ['npm error code ENOTFOUND', 'The npm registry did not answer'],
  ['npm error code EUSAGE', 'package.json and package-lock.json disagree'],
  ['npm error code EACCES', 'remove that folder'],
  ['npm error something new', 'Run `npm ci` by hand'],
])('a failed install (%s) says what to do, and the next run tries again', async (error, advice) => {
  npmIs(`echo "${error}" >&2; exit 1`)
  const failed = await ensure()
  npmIs(GOOD_NPM)
  const mended = await ensure()

  expect(failed.code).toBe(1)
  expect(failed.output).toContain(error)
  expect(failed.output).toContain(advice)
  expect([mended.code, installs()]).toEqual([0, 1])
})

test('without npm the advice is to get it', async () => {
  const { code, output } = await ensure('/nowhere')

  expect(code).toBe(1)
  expect(output).toContain('There is no npm on the PATH')
})
