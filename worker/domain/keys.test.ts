// The id is the lock: two spellings of one effect book it twice, one spelling of two loses one.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SessionId, UserId } from '../../shared/ids.ts'
import { sha256 } from '../test/movements.ts'
import { ALICE, BOB } from '../test/people.ts'
import { purchaseIdOf, purchaseRowId, receiptIdOf } from './keys.ts'

test('the same person and key always mean the same order', () => {
  const id = purchaseIdOf(sha256, ALICE, 'key-1')
  expect(id).toMatch(/^pur_[0-9a-f]{40}$/)
  expect(purchaseIdOf(sha256, ALICE, 'key-1')).toBe(id)
  // Written down: an id that changes with a release would sell twice to whoever retries across it.
  expect(id).toBe(`pur_${sha256('["alice","purchase","key-1"]').slice(0, 40)}`)
})

test('nobody can name the order of somebody else by choosing a user id and a key', () => {
  const pair = fc.tuple(fc.stringMatching(/^[a-z:.@-]{1,6}$/), fc.string({ minLength: 1 }))
  fc.assert(
    fc.property(pair, pair, ([a, keyA], [b, keyB]) => {
      fc.pre((a !== b || keyA !== keyB) && ![a, b].includes('.') && ![a, b].includes('..'))
      const ids = [[a, keyA] as const, [b, keyB] as const].map(([user, key]) =>
        purchaseIdOf(sha256, UserId.parse(user), key),
      )
      expect(ids[0]).not.toBe(ids[1])
    }),
  )
})

test('keys are scoped to person and route', () => {
  const ids = [
    receiptIdOf(sha256, ALICE, 'packages', 'k'),
    receiptIdOf(sha256, BOB, 'packages', 'k'),
    receiptIdOf(sha256, ALICE, 'adjustments', 'k'),
    purchaseIdOf(sha256, ALICE, 'k'),
  ]
  expect(new Set(ids.map((id) => id.slice(4))).size).toBe(4)
})

test('a session is credited under its own name', () => {
  expect(purchaseRowId(SessionId.parse('cs_test_1'))).toBe('purchase_cs_test_1')
})
