// Whoever opens a row wants to know what became of the tokens, in a sentence and without riddles.
import { expect, test } from 'vitest'
import { ROW_TYPES } from '../../shared/api/wallet.ts'
import { tokens } from '../../shared/tokens.ts'
import { formatFor } from './format.ts'
import { correctionIn, happened } from './story.ts'

const format = formatFor('en-US', 'UTC')
const direction = 'in' as const

test.each(ROW_TYPES)('a row of kind %s is told, with and without its terms', (type) => {
  const bare = happened({ type, amount: tokens(1), metadata: {} }, { direction }, format)
  const terms = { position: 'yes', oddsBps: 18_500 } as const
  const whole = happened({ type, amount: tokens(30), metadata: terms }, { direction }, format)
  for (const text of [bare, whole]) {
    expect(text).toMatch(/^[A-Z0-9].*\.$/)
    expect(text).not.toMatch(/undefined|null|NaN/)
  }
})

test('a refund says which way it went', () => {
  const told = { type: 'refund', amount: tokens(30), metadata: {} } as const
  expect(happened(told, { direction: 'in' }, format)).toMatch(/came back to you/)
  expect(happened(told, { direction: 'out' }, format)).toMatch(/took back/)
  const disputed = { ...told, metadata: { cause: 'dispute' } }
  expect(happened(disputed, { direction: 'out' }, format)).toMatch(/disputed.*took back/)
})

// The same prediction lost after it was won: without a reason that is a theft.
test('a row that a corrected result made says so, and no other row does', () => {
  expect(correctionIn({ id: 'settle_cmt_1_v2' })).toMatch(/corrected/)
  expect(correctionIn({ id: 'settle_cmt_1_v11' })).toMatch(/corrected/)
  expect(correctionIn({ id: 'settle_cmt_1_v1' })).toBeNull()
  expect(correctionIn({ id: 'commit_cmt_v2' })).toBeNull()
})

test('a loss names both results', () => {
  const lost = { type: 'loss', amount: tokens(30), metadata: { position: 'yes' } } as const
  expect(happened(lost, { direction: 'none' }, format)).toMatch(/was No, and you had Yes/)
})
