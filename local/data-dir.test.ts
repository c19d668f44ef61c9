// Whoever starts a second stack must be told, not share the files of the first.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { holdDataDir } from './data-dir.ts'

const folder = mkdtempSync(join(tmpdir(), 'kai-data-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a folder is held by one living process, and free again afterwards', () => {
  const release = holdDataDir(folder)
  release()
  writeFileSync(join(folder, 'stack.pid'), String(process.ppid))
  expect(() => holdDataDir(folder)).toThrow('KAI_DATA_DIR')
})

test('what a killed stack left behind blocks nobody', () => {
  const nobody = 2 ** 22 + 1
  holdDataDir(folder)()
  writeFileSync(join(folder, 'stack.pid'), String(nobody))
  expect(() => holdDataDir(folder)).not.toThrow()
})
