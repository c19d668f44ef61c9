// The history is where people check that nothing was lost: signs and notes must fit the balances.
import { describe, expect, test } from 'vitest'
import type { TransactionView } from '../../shared/api/wallet.ts'
import { tokens } from '../../shared/tokens.ts'
import { formatFor } from './format.ts'
import { wordsFor } from './rows.ts'

type Given = Pick<TransactionView, 'type'> & {
  amount: number
  before: number
  after: number
  metadata?: TransactionView['metadata']
}

function words({ type, amount, before, after, metadata = {} }: Given) {
  return wordsFor(
    {
      id: 'row',
      type,
      amount: tokens(amount),
      balanceBefore: tokens(before),
      balanceAfter: tokens(after),
      committedAfter: tokens(0),
      relatedId: null,
      metadata,
      seq: 1,
      timestamp: '2026-11-22T10:00:00Z',
      status: 'completed',
    },
    formatFor('en-US', 'UTC'),
  )
}

test('tokens that come in are plus, tokens that leave are minus', () => {
  expect(words({ type: 'purchase', amount: 550, before: 0, after: 550 }).direction).toBe('in')
  expect(words({ type: 'commit', amount: 30, before: 100, after: 70 }).direction).toBe('out')
})

test('a lost stake is not counted twice: it left the balance when it was committed', () => {
  const lost = words({ type: 'loss', amount: 100, before: 70, after: 70 })
  expect(lost).toMatchObject({ direction: 'none', note: 'From your committed tokens' })
})

describe('what was owed explains why a balance moved by another amount', () => {
  test('a win repays first', () => {
    const win = words({ type: 'win', amount: 185, before: 0, after: 35 })
    expect(win).toMatchObject({ direction: 'in', note: '150 of them repaid what you owed' })
  })
  test('a purchase that only repays is still a purchase', () => {
    const bought = words({ type: 'purchase', amount: 100, before: 0, after: 0 })
    expect(bought).toMatchObject({ direction: 'in', note: '100 of them repaid what you owed' })
  })
  test('a chargeback larger than the balance', () => {
    const metadata = { cause: 'dispute' }
    const taken = words({ type: 'refund', amount: 550, before: 200, after: 0, metadata })
    expect(taken).toMatchObject({ title: 'Taken back', direction: 'out' })
    expect(taken.note).toBe('350 of them are owed now')
  })
  test('a chargeback of an empty wallet', () => {
    const metadata = { cause: 'dispute' }
    const taken = words({ type: 'refund', amount: 550, before: 0, after: 0, metadata })
    expect(taken).toMatchObject({ direction: 'out', note: '550 of them are owed now' })
  })
})

test('what was taken back of a purchase says of which, why, and what of it is owed', () => {
  const metadata = { packageName: 'Starter', cause: 'dispute', bonusTokens: tokens(50) }
  const owing = words({ type: 'refund', amount: 550, before: 200, after: 0, metadata })
  expect(owing).toMatchObject({
    title: 'Taken back',
    subject: 'Starter',
    note: 'The payment was disputed with the bank: 350 of them are owed now',
  })
  const refunded = { ...metadata, cause: 'card_refund' }
  const paid = words({ type: 'refund', amount: 183, before: 550, after: 367, metadata: refunded })
  expect(paid.note).toBe('The payment was refunded')
  const back = words({
    type: 'reinstate',
    amount: 183,
    before: 367,
    after: 550,
    metadata: refunded,
  })
  expect(back).toMatchObject({ direction: 'in', note: 'The refund of the payment failed' })
})

test('a void names its prediction and its cause; a dispute won does not read as a new one', () => {
  const metadata = { predictionTitle: 'Rain on Sunday?', cause: 'void' }
  const refund = words({ type: 'refund', amount: 30, before: 70, after: 100, metadata })
  expect(refund).toMatchObject({
    title: 'Refunded',
    subject: 'Rain on Sunday?',
    note: 'The prediction was called off',
  })
  const back = { type: 'reinstate', amount: 550, before: 0, after: 550 } as const
  const won = words({ ...back, metadata: { cause: 'dispute' } })
  expect(won.subject).toBe('The dispute was decided in your favour')
})

describe('tokens at work', () => {
  const terms = { predictionTitle: 'Rain on Sunday?', position: 'yes', oddsBps: 18_500 } as const

  test('commitment, win and loss say which side at which odds', () => {
    const metadata = terms
    const made = words({ type: 'commit', amount: 100, before: 500, after: 400, metadata })
    expect(made).toMatchObject({ subject: 'Rain on Sunday?', note: 'Yes at 1.85' })
    const won = words({ type: 'win', amount: 185, before: 400, after: 585, metadata })
    expect(won).toMatchObject({ direction: 'in', note: 'Yes at 1.85' })
    const lost = words({ type: 'loss', amount: 100, before: 400, after: 400, metadata })
    expect(lost.note).toBe('Yes at 1.85, from your committed tokens')
  })

  // Who spent a win that is taken back must see where the debt comes from.
  test('a corrected win is taken back, a corrected loss moves nothing spendable', () => {
    const metadata = { ...terms, cause: 'corrected_won' }
    const taken = words({ type: 'reversal', amount: 185, before: 15, after: 0, metadata })
    expect(taken).toMatchObject({ title: 'Result corrected', direction: 'out' })
    expect(taken.note).toBe('A win that was paid was taken back: 170 of them are owed now')
    const spent = words({ type: 'reversal', amount: 185, before: 0, after: 0, metadata })
    expect(spent).toMatchObject({ direction: 'out' })
    expect(spent.note).toContain('185 of them are owed now')
    const cause = { ...terms, cause: 'corrected_lost' }
    const back = words({ type: 'reversal', amount: 100, before: 0, after: 0, metadata: cause })
    expect(back).toMatchObject({
      direction: 'none',
      note: 'What was lost counts as committed again',
    })
  })
})
