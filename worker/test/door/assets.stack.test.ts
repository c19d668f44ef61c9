// What is served before the Worker, and what isn't ours to serve at all.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { theDoor } from './door.ts'
import { faultOf } from './refusal.ts'
import { each } from './still.ts'

const door = theDoor()
const CLIENT = join(import.meta.dirname, '../../../remix-app/build/client')

const filesUnder = (folder: string): string[] =>
  readdirSync(join(CLIENT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^[_.]/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(CLIENT.length))

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'content-security-policy': expect.stringContaining("default-src 'none'"),
}

// Files never reach the Worker: one without these headers can be sniffed into a script or framed.
test('every static file carries the security headers', async () => {
  const files = filesUnder('')
  expect(files.length).toBeGreaterThan(10)
  const answers = await each(files, async (path) => {
    const answer = await door.send(path)
    await answer.body?.cancel()
    return [path, answer.status, Object.fromEntries(answer.headers)] as const
  })
  for (const [path, status, headers] of answers) {
    expect([path, status, headers]).toEqual([path, 200, expect.objectContaining(HEADERS)])
    const kept = path.startsWith('/assets/') ? /immutable/ : /must-revalidate|no-cache/
    expect(headers['cache-control']).toMatch(kept)
  }
})

test('nothing but the built files is served: no source, no map, no configuration', async () => {
  const paths = [
    '/_headers',
    '/.inputs',
    '/.env',
    '/.dev.vars',
    '/.git/config',
    '/wrangler.toml',
    '/package.json',
    '/index.js',
    '/server/index.js',
    '/worker/index.ts',
    '/assets/../server/index.js',
    '/assets/..%2fserver/index.js',
    '/assets/',
    ...filesUnder('assets').map((file) => `${file}.map`),
  ]
  const found = await each(paths, async (path) => {
    const answer = await door.send(path)
    const text = await answer.text()
    return answer.status === 404 && !/sourcesContent|export default/.test(text) ? [] : [path]
  })
  expect(found.flat()).toEqual([])
})

test('an unknown address of the API is refused like everything else', async () => {
  for (const path of ['/api', '/api/', '/api/nothing', '/api/admin', '/api/__proto__']) {
    const fault = await faultOf(await door.send(path), ['ROUTE_NOT_FOUND'], door.facts)
    expect([path, fault]).toEqual([path, null])
  }
})
