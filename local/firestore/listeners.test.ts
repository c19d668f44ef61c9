// The right to listen is an identity of its own, whose token names the one balance that it opens.
import { expect, test } from 'vitest'
import { readRules } from '../stand-ins.ts'
import { ANY_ID, createRules } from './rules.ts'

const rules = createRules(readRules())
const root = 'projects/kai/databases/(default)/documents'

const NOW_MS = Date.now()
function opens(path: string[], claims: object, method: 'get' | 'list' | 'update' = 'get') {
  const said = { liveUntil: NOW_MS + 1, ...claims }
  const question = { method, root, path, uid: 'live_1', nowMs: NOW_MS, claims: said, fields: {} }
  return rules.allow(question)
}

test('a listener reads the balance that its token names, and no other', () => {
  expect(opens(['balances', 'ann'], { live: 'ann' })).toBe(true)
  for (const claims of [{ live: 'bob' }, {}, { live: true }, { live: null }, { ann: 'live' }]) {
    expect([claims, opens(['balances', 'ann'], claims)]).toEqual([claims, false])
  }
})

test('it lists and writes nothing, not even there', () => {
  expect(opens(['balances', ANY_ID], { live: 'ann' }, 'list')).toBe(false)
  expect(opens(['balances', 'ann'], { live: 'ann' }, 'update')).toBe(false)
  expect(opens(['commitments', 'ann'], { live: 'ann' })).toBe(false)
})

// The sign-in service renews a listener's tokens for ever: signing out, or a new password, must end
// what somebody took from a page.
test('its right ends, and one that names no end is none', () => {
  const live = 'ann'
  for (const liveUntil of [NOW_MS, NOW_MS - 1, undefined, null, true, String(NOW_MS + 1), 1e300]) {
    expect([liveUntil, opens(['balances', 'ann'], { live, liveUntil })]).toEqual([liveUntil, false])
  }
})
