// Ids come from outside; one that reaches a document path must not name another document.
import { expect, test } from 'vitest'
import { IdempotencyKey, PackageId, PurchaseId, SessionId, UserId } from './ids.ts'

const accepts = (schema: { safeParse(text: string): { success: boolean } }) => (text: string) =>
  schema.safeParse(text).success

test('a user id is one path segment that Firestore does not reserve', () => {
  const good = ['a', 'A-b_c:d@e.f', 'x'.repeat(128), '_a_', '...']
  const bad = ['', 'a/b', '.', '..', '__x__', '____', 'a b', 'ä', 'x'.repeat(129), 'a\n', 'a%2F']
  expect(good.filter(accepts(UserId))).toEqual(good)
  expect(bad.filter(accepts(UserId))).toEqual([])
})

test('a purchase id is only ever one that we made', () => {
  const good = [`pur_${'0123456789abcdef'.repeat(3).slice(0, 40)}`]
  const bad = [
    'pur_',
    `pur_${'A'.repeat(40)}`,
    `pur_${'a'.repeat(41)}`,
    ` ${good[0]}`,
    `${good[0]}\n`,
  ]
  expect(good.filter(accepts(PurchaseId))).toEqual(good)
  expect(bad.filter(accepts(PurchaseId))).toEqual([])
})

test('package and session ids cannot leave their place in a path', () => {
  expect(['starter', 'a', '9-x_Y', 'x'.repeat(63)].filter(accepts(PackageId))).toHaveLength(4)
  expect(['', '-a', '_a', 'a/b', '..', 'a.b', 'x'.repeat(64)].filter(accepts(PackageId))).toEqual(
    [],
  )
  expect(['cs_test_a1B2', 'cs_live_x'].filter(accepts(SessionId))).toHaveLength(2)
  expect(
    ['cs_', 'pi_1', 'cs_a/b', 'cs_a?x', `cs_${'x'.repeat(201)}`].filter(accepts(SessionId)),
  ).toEqual([])
})

test('an idempotency key is 1 to 255 visible ASCII characters', () => {
  expect(['!', '~', 'x'.repeat(255)].filter(accepts(IdempotencyKey))).toHaveLength(3)
  const odd = ['', ' ', 'a b', 'é', 'a\u007f', 'x'.repeat(256)]
  expect(odd.filter(accepts(IdempotencyKey))).toEqual([])
})
