// Somebody on a train opens a page whose script they never loaded: it must be there, and a client
// for a database that can't be reached must not be downloaded for it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { builtOf } from './service-worker.ts'

let client: string
const routes = { root: { id: 'root' }, 'routes/wallet': { id: 'routes/wallet' } }

beforeEach(() => {
  client = mkdtempSync(join(tmpdir(), 'kai-sw-'))
  mkdirSync(join(client, 'assets'))
  write('wallet-a1.js', 'export default 1')
  write('listen.client-b2.js', 'fetch("https://firestore.googleapis.com")')
  write('tailwind-c3.css', 'body{}')
  const manifest = JSON.stringify({ version: '55636f00', routes })
  write('manifest-55636f00.js', `window.__remixManifest=${manifest};`)
})
afterEach(() => rmSync(client, { recursive: true, force: true }))

const write = (name: string, text: string) => writeFileSync(join(client, 'assets', name), text)

test('it has every script and style of the pages at hand, but no SDK', () => {
  const { assets, styles } = builtOf(client)

  expect(assets).toContain('/assets/wallet-a1.js')
  expect(assets).not.toContain('/assets/listen.client-b2.js')
  expect(styles).toBe('/assets/tailwind-c3.css')
})

test('it knows the routes of its own build', () => {
  expect(builtOf(client).routes).toEqual({ version: '55636f00', all: routes })
})

test('another build is another version: what the old one kept is thrown away', () => {
  const before = builtOf(client).version
  write('wallet-d4.js', 'export default 2')

  expect(builtOf(client).version).not.toBe(before)
})
