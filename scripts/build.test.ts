// Start, test and deploy all call the build: skipping it wrongly shows yesterday's pages.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fingerprint, isFresh } from './build.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kai-build-'))
  write('remix-app/root.tsx', 'one')
  write('shared/ids.ts', 'one')
  write('package-lock.json', '{}')
  write('remix-app/build/server/index.js')
  write('remix-app/build/client/sw.js')
  write('remix-app/build/.inputs', fingerprint(root))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

test('a build of the same inputs is fresh, whatever the tests beside them say', () => {
  write('shared/ids.test.ts', 'new')

  expect(isFresh(root)).toBe(true)
})

test.each([
  ['a changed page', () => write('remix-app/root.tsx', 'two')],
  ['a new file', () => write('remix-app/routes/new.tsx')],
  ['a changed contract', () => write('shared/ids.ts', 'two')],
  [
    'a renamed file',
    () => {
      rmSync(join(root, 'shared/ids.ts'))
      write('shared/id.ts', 'one')
    },
  ],
  ['other packages', () => write('package-lock.json', '{"x":1}')],
  ['a lost output', () => rmSync(join(root, 'remix-app/build/server/index.js'))],
  ['a build that never ended', () => rmSync(join(root, 'remix-app/build/.inputs'))],
])('%s is built again', (_, change) => {
  change()

  expect(isFresh(root)).toBe(false)
})
