import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CursorScope, makeCursor, readCursor } from './cursor.ts'

const scope: CursorScope = {
  secret: 's'.repeat(32),
  userId: 'ann',
  list: 'transactions',
  filters: { type: 'purchase', from: undefined },
}
const position = { at: 1_767_323_045_000_001, tie: 7 }
const refusal = { ok: false, failure: { code: 'CURSOR_INVALID', detail: '' } }

test('a cursor brings back its position, also with other page sizes', async () => {
  const cursor = await makeCursor(position, scope)
  expect(await readCursor(cursor, scope)).toEqual({ ok: true, value: position })
  expect(cursor).not.toContain('1767323045')
  const text = await makeCursor({ at: 1, tie: 'pur_x' }, scope)
  expect(await readCursor(text, scope)).toEqual({ ok: true, value: { at: 1, tie: 'pur_x' } })
  expect(await readCursor(undefined, scope)).toEqual({ ok: true, value: null })
})

const FOREIGN: [name: string, change: Partial<CursorScope>][] = [
  ['another user', { userId: 'bob' }],
  ['another list', { list: 'purchases' }],
  ['other filters', { filters: { type: 'win' } }],
  ['dropped filters', { filters: {} }],
  ['another secret', { secret: 't'.repeat(32) }],
]

// A position of someone else's list would walk through someone else's history.
test.each(FOREIGN)('a cursor is refused for %s', async (_, change) => {
  const cursor = await makeCursor(position, scope)
  expect(await readCursor(cursor, { ...scope, ...change })).toEqual(refusal)
})

test('a cursor changed in any place, or made up, is refused', async () => {
  const cursor = await makeCursor(position, scope)
  const changed = fc
    .tuple(fc.nat(cursor.length - 1), fc.constantFrom(...'AZaz09-_.!'))
    .map(([at, char]) => cursor.slice(0, at) + char + cursor.slice(at + 1))
    // The last letter of a signature holds two bits that mean nothing.
    .filter((other) => other.slice(0, -1) !== cursor.slice(0, -1))
  await fc.assert(
    fc.asyncProperty(fc.oneof(changed, fc.string(), fc.base64String()), async (other) => {
      expect(await readCursor(other, scope)).toEqual(refusal)
    }),
    { seed: 1, numRuns: 200 },
  )
  for (const bad of ['', '.', `${cursor}.`, cursor.split('.')[0] ?? '', `a.${cursor}`]) {
    expect(await readCursor(bad, scope)).toEqual(refusal)
  }
})
