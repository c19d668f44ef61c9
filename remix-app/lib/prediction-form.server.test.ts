// Odds and closing times that an admin did not mean are paid for by the house or by its people.
import { describe, expect, test } from 'vitest'
import { draftIn, EMPTY_DRAFT, type PredictionDraft } from './prediction-draft.ts'
import { errorsFrom, readEdit, readNew } from './prediction-form.server.ts'

const filled = (over: Partial<PredictionDraft> = {}): PredictionDraft => ({
  ...EMPTY_DRAFT,
  title: 'Rain on Sunday',
  description: 'By the official gauge.',
  category: 'weather',
  closesAt: '2026-12-01T18:30',
  oddsYes: '1.85',
  oddsNo: '2.1',
  ...over,
})

test('a filled form becomes the request the API expects, its time in UTC', () => {
  expect(readNew(filled({ maxTokens: '10,000' }))).toEqual({
    ok: true,
    value: {
      title: 'Rain on Sunday',
      description: 'By the official gauge.',
      category: 'weather',
      closesAt: '2026-12-01T18:30:00Z',
      oddsBps: { yes: 18_500, no: 21_000 },
      minTokens: 1,
      maxTokens: 10_000,
    },
  })
})

test.each([
  ['title', ''],
  ['category', 'Weather'],
  ['closesAt', ''],
  ['closesAt', 'tomorrow'],
  ['oddsYes', '1'],
  ['oddsNo', '2,1'],
  ['minTokens', '20000'],
  ['maxTokens', '1.5'],
] as const)('%s = %j is refused with a hint at that field only', (field, value) => {
  const read = readNew(filled({ [field]: value }))
  expect(read.ok ? [] : Object.keys(read.errors)).toEqual([field])
})

describe('a change', () => {
  // Sending odds that nobody touched would put back what another admin has just changed.
  test('names only what was changed', () => {
    const change = readEdit(filled({ oddsYes: '1.9' }), filled())
    expect(change).toEqual({ ok: true, value: { oddsBps: { yes: 19_000, no: 21_000 } } })
    expect(readEdit(filled(), filled())).toEqual({ ok: true, value: {} })
  })

  test('is told from what the form showed at first', () => {
    const form = new FormData()
    for (const [name, value] of Object.entries(filled())) form.set(`was-${name}`, value)
    for (const [name, value] of Object.entries(filled({ title: 'Snow' }))) form.set(name, value)
    expect(readEdit(draftIn(form), draftIn(form, 'was-'))).toEqual({
      ok: true,
      value: { title: 'Snow' },
    })
  })
})

test('what only the API can tell is said at its field', () => {
  const problem = { status: 400, requestId: 'r', retryAfterSeconds: null }
  const detail = 'body.closesAt must be in the future.'
  const past = errorsFrom({ ...problem, code: 'REQUEST_INVALID', detail })
  expect(Object.keys(past)).toEqual(['closesAt'])
  expect(errorsFrom({ ...problem, code: 'PREDICTION_STATE', detail })).toEqual({})
})
