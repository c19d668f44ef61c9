// A limit misread is a promise broken to somebody who asked to be stopped.
import { expect, test } from 'vitest'
import type { LimitsView } from '../../shared/api/account.ts'
import { draftOfView, type LimitsDraft, readBreak, readCaps } from './limits-form.server.ts'

const draft = (over: Partial<LimitsDraft> = {}): LimitsDraft => ({
  purchaseUsdCentsPerDay: '',
  commitTokensPerDay: '',
  excludeDays: '',
  ...over,
})
const view = (over: Partial<LimitsView> = {}): LimitsView => ({
  purchaseUsdCentsPerDay: 5_000,
  commitTokensPerDay: 200,
  excludedUntil: null,
  wished: null,
  today: { purchasedUsdCents: 0, committedTokens: 0 },
  ...over,
})

test('dollars become cents, nothing means no limit, and zero means nothing at all', () => {
  const typed = draft({ purchaseUsdCentsPerDay: '19.99', commitTokensPerDay: '1,000' })
  expect(readCaps(typed)).toEqual({
    ok: true,
    value: { purchaseUsdCentsPerDay: 1_999, commitTokensPerDay: 1_000 },
  })
  const none = { purchaseUsdCentsPerDay: null, commitTokensPerDay: null }
  expect(readCaps(draft())).toEqual({ ok: true, value: none })
  const zero = readCaps(draft({ purchaseUsdCentsPerDay: '0', commitTokensPerDay: '0' }))
  expect(zero).toMatchObject({ value: { purchaseUsdCentsPerDay: 0, commitTokensPerDay: 0 } })
})

test.each([
  ['purchaseUsdCentsPerDay', '1.999'],
  ['purchaseUsdCentsPerDay', '-1'],
  ['purchaseUsdCentsPerDay', '1,5'],
  ['commitTokensPerDay', '1.5'],
  ['commitTokensPerDay', 'none'],
] as const)('%s = %j is asked about', (field, value) => {
  const read = readCaps(draft({ [field]: value }))
  expect(read.ok ? [] : Object.keys(read.errors)).toEqual([field])
})

// Saving limits must never begin a break, nor a break loosen a limit.
test('a break goes with the limits as they are or will be', () => {
  const days = draft({ excludeDays: '7', commitTokensPerDay: '' })
  const caps = { purchaseUsdCentsPerDay: 5_000, commitTokensPerDay: 200 }
  expect(readBreak(days, view(), true)).toEqual({ ok: true, value: { ...caps, excludeDays: 7 } })
  expect(readCaps(days)).not.toMatchObject({ value: { excludeDays: 7 } })
  const wished = { purchaseUsdCentsPerDay: null, commitTokensPerDay: 900, startsAt: '' }
  const kept = readBreak(days, view({ wished }), true)
  expect(kept).toMatchObject({ value: { purchaseUsdCentsPerDay: null, commitTokensPerDay: 900 } })
})

test('a break cannot begin by accident', () => {
  const unsure = readBreak(draft({ excludeDays: '7' }), view(), false)
  expect(unsure.ok ? [] : Object.keys(unsure.errors)).toEqual(['sure'])
  for (const excludeDays of ['', '0', '366', '1.5']) {
    const read = readBreak(draft({ excludeDays }), view(), true)
    expect(read.ok ? [] : Object.keys(read.errors)).toEqual(['excludeDays'])
  }
})

test('the form shows what is in force, whatever was asked for', () => {
  expect(draftOfView(view({ purchaseUsdCentsPerDay: 1_905 }))).toMatchObject({
    purchaseUsdCentsPerDay: '19.05',
    commitTokensPerDay: '200',
  })
  const wished = { purchaseUsdCentsPerDay: null, commitTokensPerDay: null, startsAt: '' }
  expect(draftOfView(view({ wished }))).toMatchObject({ commitTokensPerDay: '200' })
})
