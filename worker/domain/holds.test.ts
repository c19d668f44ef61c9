// A person held for two reasons must not be freed by one of them, nor held for ever by a cause that
// somebody has looked at.
import { expect, test } from 'vitest'
import { UserId } from '../../shared/ids.ts'
import { type Hold, held, lifted, restrictionAt, withdrawn } from './holds.ts'
import { emptyWallet } from './ledger.ts'

const hold = (scope: Hold['scope'], endsAt: number | null = null): Hold => ({
  scope,
  at: 1,
  endsAt,
})
const wallet = emptyWallet(UserId.parse('alice'))

test.each([
  [{}, 'none'],
  [{ a: hold('purchases') }, 'purchases'],
  [{ a: hold('purchases'), b: hold('purchases') }, 'purchases'],
  [{ a: hold('purchases'), b: hold('commitments') }, 'all'],
  [{ a: hold('all'), b: hold('commitments') }, 'all'],
  [{ a: hold('all', 10), b: hold('commitments', 11) }, 'commitments'],
  [{ a: hold('all', 10) }, 'none'],
] as const)('%j together forbid: %s', (holds, restriction) => {
  expect(restrictionAt(holds, 10)).toBe(restriction)
})

// The checks put nobody on hold where holds are not ours: then nothing is spent from it at all.
test.each([
  [null],
  ['x'],
  [[]],
  [5],
  [{ ledger: null }],
  [{ ledger: { scope: 'none', at: 1, endsAt: 5 } }],
  [{ ledger: { scope: 'all', at: 'x', endsAt: 5 } }],
  [{ ledger: { scope: 'all', at: 1 } }],
])('holds that nobody can read forbid everything: %j', (holds) => {
  expect(restrictionAt(holds as never, 10)).toBe('all')
})

test('lifting one leaves the other, and is remembered', () => {
  const both = held(held(wallet, 'dispute_1', hold('purchases')), 'admin_1', hold('all'))
  const one = lifted(both, 'admin_1', 5)
  expect(restrictionAt(one.holds, 5)).toBe('purchases')
  expect(lifted(one, 'admin_1', 9)).toBe(one)
  expect(lifted(one, 'admin_2', 9)).toBe(one)
})

test('a cause told again puts nothing back', () => {
  const free = lifted(held(wallet, 'dispute_1', hold('purchases')), 'dispute_1', 5)
  expect(held(free, 'dispute_1', hold('all'))).toBe(free)
})

// A buyer whom somebody freed would be held again by a dispute that is taken up once more.
test('what a person lifted a moment ago stays lifted when its cause is over', () => {
  const free = lifted(held(wallet, 'dispute_1', hold('purchases')), 'dispute_1', 5)
  expect(withdrawn(free, 'dispute_1')).toBe(free)
  const still = held(wallet, 'dispute_1', hold('purchases'))
  expect(withdrawn(still, 'dispute_1').holds).toEqual({})
})
