// An admin changes odds by what they read here: if it is less than what the house may come to pay,
// the house offers what it can't carry.
import { expect, test } from 'vitest'
import { exposureEffect, keptText, NO_EXPOSURE } from './exposure.ts'
import { formatFor } from './format.ts'
import { draftOfPrediction, EMPTY_DRAFT, pictureOf } from './prediction-draft.ts'

const ODDS = { yes: 18_500, no: 21_000 }

test('the next tokens cost the house what they win, on whichever side they win', () => {
  const { lines, changed, worst } = exposureEffect({ yes: 40, no: -25 }, null, ODDS)
  expect(changed).toBe(false)
  expect(lines.map(({ more, results }) => [more, results.yes, results.no])).toEqual([
    [0, 40, -25],
    [100, 40 - 85, -25 - 110],
    [1_000, 40 - 850, -25 - 1_100],
  ])
  expect(worst).toEqual({ saved: -1_125, new: -1_125 })
})

test('changed odds stand beside the saved ones, and only they change what comes', () => {
  const odds = { yes: 30_000, no: 12_000 }
  const { lines, changed, worst } = exposureEffect({ yes: 10, no: 20 }, ODDS, odds)
  expect(changed).toBe(true)
  expect(lines.map(({ more, at, results }) => [more, at, results.yes, results.no])).toEqual([
    [0, 'saved', 10, 20],
    [100, 'saved', -75, -90],
    [100, 'new', -190, 0],
    [1_000, 'saved', -840, -1_080],
    [1_000, 'new', -1_990, -180],
  ])
  expect(worst).toEqual({ saved: -1_080, new: -1_990 })
})

// Odds by which everybody can win at once must not look harmless.
test('what the house keeps of evenly spread tokens is negative once the odds give it away', () => {
  expect(exposureEffect(NO_EXPOSURE, null, { yes: 20_000, no: 20_000 }).keeps).toBeCloseTo(0)
  expect(exposureEffect(NO_EXPOSURE, null, ODDS).keeps).toBeCloseTo(0.0164, 3)
  expect(exposureEffect(NO_EXPOSURE, null, { yes: 30_000, no: 20_000 }).keeps).toBeCloseTo(-0.2)
})

test.each([
  [20_000, 20_000, 'keeps nothing'],
  [30_000, 15_000, 'keeps nothing'],
  [20_100, 20_000, 'the house pays <1% on top'],
  [19_900, 20_000, 'keeps <1%'],
  [30_000, 20_000, 'the house pays 20% on top'],
  [1_000_000, 1_000_000, 'the house pays 4,900% on top'],
])('odds of %i and %i: %s', (yes, no, text) => {
  const { keeps } = exposureEffect(NO_EXPOSURE, null, { yes, no })
  expect(keptText(keeps, formatFor('en-US', 'UTC'))).toContain(text)
})

const NOW = Date.parse('2026-11-27T10:00:00Z')
const full = {
  ...EMPTY_DRAFT,
  ...{ title: 'It snows', description: 'Yes if it does.', category: 'weather' },
  ...{ closesAt: '2026-12-01T10:00', oddsYes: '1.85', oddsNo: '2.1' },
}

test('a preview shows what was typed, and says where it had to make something up', () => {
  const { prediction, isExample } = pictureOf(full, null, NOW)
  expect(isExample).toBe(false)
  expect(prediction).toMatchObject({
    ...{ title: 'It snows', status: 'open', oddsBps: ODDS },
    closesAt: '2026-12-01T10:00:00.000Z',
  })
  for (const wrong of [
    { title: '' },
    { closesAt: '2026-11-27T09:59' },
    { oddsYes: '1' },
    { oddsNo: '101' },
  ]) {
    expect(pictureOf({ ...full, ...wrong }, null, NOW).isExample).toBe(true)
  }
})

// People committed on the words of before: an admin sees beforehand that those stay on the page.
test('words changed while it is open stay in the preview beside the new ones', () => {
  const made = pictureOf(full, null, NOW).prediction as Parameters<typeof draftOfPrediction>[0]
  const draft = { ...draftOfPrediction(made), description: 'Yes if a metre falls.' }
  const { earlierWords } = pictureOf(draft, made, NOW).prediction
  expect(earlierWords).toEqual([
    { title: 'It snows', description: 'Yes if it does.', until: '2026-11-27T10:00:00.000Z' },
  ])
  expect(pictureOf(draft, { ...made, status: 'draft' }, NOW).prediction.earlierWords).toEqual([])
})
