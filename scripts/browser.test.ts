// A browser that is there must be found, or the browser tests are skipped without need.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBrowser } from './browser.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kai-browser-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function program(name: string, mode = 0o755): string {
  writeFileSync(join(folder, name), '')
  chmodSync(join(folder, name), mode)
  return join(folder, name)
}

test('Chromium on the PATH is preferred to Google Chrome', () => {
  program('google-chrome')
  const chromium = program('chromium')

  expect(findBrowser({ PATH: `/nowhere:${folder}` })).toBe(chromium)
})

test('CHROME_PATH decides alone: a wrong one is no reason to take another browser', () => {
  program('chromium')
  const own = program('my-chrome')

  expect(findBrowser({ PATH: folder, CHROME_PATH: own })).toBe(own)
  expect(findBrowser({ PATH: folder, CHROME_PATH: '/nowhere/chrome' })).toBeUndefined()
})
