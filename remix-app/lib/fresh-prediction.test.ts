// People decide by what an open page says of a prediction: it must follow, and never go back.
import { expect, test } from 'vitest'
import { PredictionView } from '../../shared/api/predictions.ts'
import { isTurned, lookAgainMs, newer } from './fresh-prediction.ts'

const view = (over: object = {}) =>
  PredictionView.parse({
    id: 'prd',
    title: 'Rain',
    description: 'By the gauge.',
    category: 'weather',
    status: 'open',
    closesAt: '2026-12-01T00:00:00Z',
    oddsBps: { yes: 18_500, no: 21_000 },
    minTokens: 1,
    maxTokens: 100,
    totals: { yes: 10, no: 20 },
    outcome: null,
    resolutionVersion: 0,
    earlierWords: [],
    ...over,
  })

test('odds and closing time follow, totals never fall', () => {
  const told = view({
    oddsBps: { yes: 17_000, no: 23_000 },
    closesAt: '2026-11-30T00:00:00Z',
    totals: { yes: 15, no: 5 },
  })
  expect(newer(view(), told)).toEqual({ ...told, totals: { yes: 15, no: 20 } })
})

test('a close, a result and a correction turn the page, new odds do not', () => {
  expect(isTurned(view(), view({ status: 'locked' }))).toBe(true)
  expect(isTurned(view({ resolutionVersion: 1 }), view({ resolutionVersion: 2 }))).toBe(true)
  expect(isTurned(view(), view({ oddsBps: { yes: 17_000, no: 23_000 } }))).toBe(false)
})

// A thousand forgotten tabs must not cost as much as a thousand people.
test('an open page asks four times a minute, later once, and in the end no more', () => {
  expect([lookAgainMs('open', 0), lookAgainMs('open', 40)]).toEqual([15_000, 60_000])
  expect([lookAgainMs('locked', 0), lookAgainMs('resolving', 0)]).toEqual([60_000, 5_000])
  expect([lookAgainMs('resolved', 0), lookAgainMs('voided', 0)]).toEqual([null, null])
})
