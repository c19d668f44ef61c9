// The right to listen is an identity of its own, whose token names the one balance that it opens.
import { expect, test } from 'vitest'
import { readRules } from '../stand-ins.ts'
import { ANY_ID, createRules } from './rules.ts'

const rules = createRules(readRules())
const root = 'projects/kai/databases/(default)/documents'

const opens = (path: string[], claims: object, method: 'get' | 'list' | 'update' = 'get') =>
  rules.allow({ method, root, path, uid: 'live_1', claims: { ...claims }, fields: {} })

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
