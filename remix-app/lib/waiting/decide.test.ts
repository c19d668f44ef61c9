// Somebody tapped, and an hour later the world is another one: tokens must not move at odds, prices
// or balances that nobody agreed to, nor for somebody else.
import { expect, test } from 'vitest'
import { tokens, usdCents } from '../../../shared/tokens.ts'
import { balanceAt } from '../testing.ts'
import { accepted, decide, type Present } from './decide.ts'
import { atOdds, commitment, NOW, offer, prediction, purchase, unchanged } from './testing.ts'

const ofCommitment = (present: Partial<Present>) =>
  decide(commitment, { ...unchanged, ...present }, NOW)

test('a commitment is sent by itself only when nothing has changed', () => {
  expect(ofCommitment({})).toEqual({ kind: 'send' })
})

test('a commitment whose odds changed is asked about, with both side by side', () => {
  expect(ofCommitment({ prediction: atOdds(15_000) })).toEqual({
    kind: 'ask',
    changes: [{ what: 'odds', before: 18_500, after: 15_000 }],
  })
})

test('so is one whose balance moved', () => {
  expect(ofCommitment({ balance: balanceAt(5) })).toEqual({
    kind: 'ask',
    changes: [{ what: 'available', before: 100, after: 50 }],
  })
})

test.each([
  ['closed', { prediction: { ...prediction, status: 'locked' } }, 'closed'],
  ['gone', { prediction: null }, 'gone'],
  ['paused', { balance: { ...balanceAt(10), restriction: 'all' } }, 'restricted'],
  ['too dear', { balance: balanceAt(2) }, 'tooFew'],
] as const)('a commitment that is %s by now can only be discarded', (_, present, why) => {
  expect(ofCommitment(present)).toEqual({ kind: 'impossible', why })
})

test('what arrived is never sent again, whatever else has changed', () => {
  expect(ofCommitment({ arrivedTo: '/r', prediction: atOdds(15_000), offer: null })).toEqual({
    kind: 'arrived',
    to: '/r',
  })
})

// A family's tablet: the next person must not pay for what the first one tapped.
test('somebody else who is signed in is not even told', () => {
  expect(ofCommitment({ balance: balanceAt(10, 'ben'), arrivedTo: '/r' })).toEqual({
    kind: 'foreign',
  })
})

test('a day later it is over, by whichever clock', () => {
  const day = 24 * 3_600_000
  expect(decide(commitment, unchanged, commitment.since + day).kind).toBe('over')
  expect(decide(commitment, unchanged, commitment.since - day).kind).toBe('over')
})

test('a purchase always waits for a tap; price and bonus are compared', () => {
  expect(decide(purchase, unchanged, NOW)).toEqual({ kind: 'ask', changes: [] })
  const dearer = { ...offer, priceUsdCents: usdCents(1200), bonusTokens: tokens(50) }
  expect(decide(purchase, { ...unchanged, offer: dearer }, NOW)).toEqual({
    kind: 'ask',
    changes: [
      { what: 'price', before: 1000, after: 1200 },
      { what: 'bonus', before: 100, after: 50 },
    ],
  })
  expect(decide(purchase, { ...unchanged, offer: null }, NOW).kind).toBe('impossible')
})

test('what the person accepts has the new terms, and the key it always had', () => {
  const present = { ...unchanged, prediction: atOdds(15_000), balance: balanceAt(5) }
  expect(accepted(commitment, present)).toEqual({ ...commitment, oddsBps: 15_000, available: 50 })
  expect(decide(accepted(commitment, present), present, NOW)).toEqual({ kind: 'send' })
})
