// Whoever opens a row wants to know what became of the tokens, in a sentence and without riddles.
import { expect, test } from 'vitest'
import { ROW_TYPES } from '../../shared/api/wallet.ts'
import { tokens } from '../../shared/tokens.ts'
import { formatFor } from './format.ts'
import { happened } from './story.ts'

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
