// A prediction's life: no way leads back, and nobody bets on terms that are over.
import { describe, expect, test } from 'vitest'
import type { Outcome, PredictionStatus } from '../../shared/api/predictions.ts'
import { PREDICTION_STATUSES } from '../../shared/api/predictions.ts'
import type { Result } from '../../shared/failure.ts'
import { predictionOf, RAIN } from '../test/betting.ts'
import { codeOf, must } from '../test/shop.ts'
import {
  draft,
  edit,
  gateOf,
  lateFrom,
  lock,
  open,
  type Prediction,
  paidOut,
  type ResolveRequest,
  resolve,
} from './prediction.ts'

const SECOND = 1_000_000
const DAY = 86_400 * SECOND
const NOW = 20_000 * DAY
const of = (changes: Partial<Prediction> = {}): Prediction => predictionOf(NOW, changes)
const WORDING = {
  title: 'It snows',
  description: 'Yes if it does.',
  category: 'weather',
  closesAt: NOW + DAY,
  oddsBps: { yes: 20_000, no: 20_000 },
  minTokens: 1,
  maxTokens: 10,
}
const each = (change: (prediction: Prediction) => Result<unknown>): Record<string, string> =>
  Object.fromEntries(PREDICTION_STATUSES.map((status) => [status, codeOf(change(of({ status })))]))

describe('drafting', () => {
  test('makes a draft that nobody can bet on', () => {
    const made = must(draft(RAIN, WORDING, NOW))
    expect(made).toMatchObject({ ...WORDING, id: RAIN, status: 'draft', resolutionVersion: 0 })
    expect(gateOf(made).status).toBe('draft')
  })

  test('refuses bounds that cross and closing times that are over or out of reach', () => {
    const code = (changes: object) => codeOf(draft(RAIN, { ...WORDING, ...changes }, NOW))
    expect(code({ minTokens: 11 })).toBe('REQUEST_INVALID')
    expect(code({ minTokens: 10 })).toBe('ok')
    expect(code({ closesAt: NOW })).toBe('REQUEST_INVALID')
    expect(code({ closesAt: NOW + 1 })).toBe('ok')
    expect(code({ closesAt: NOW + 3_650 * DAY })).toBe('ok')
    expect(code({ closesAt: NOW + 3_650 * DAY + 1 })).toBe('REQUEST_INVALID')
  })
})

describe('editing', () => {
  // Else betting could be opened again once the result is known.
  test('no terms are changed once the closing time is over, locked or not', () => {
    const late = of({ status: 'open', closesAt: NOW })
    const odds = { oddsBps: { yes: 20_000, no: 20_000 } }
    expect(codeOf(edit(late, { closesAt: NOW + DAY }, NOW))).toBe('PREDICTION_STATE')
    expect(codeOf(edit(late, odds, NOW))).toBe('PREDICTION_STATE')
    expect(codeOf(edit(of({ status: 'draft', closesAt: NOW }), odds, NOW))).toBe('ok')
  })

  test('is possible until the lock', () => {
    const { draft: first, open: second, ...rest } = each((p) => edit(p, { title: 'New' }, NOW))
    expect([first, second]).toEqual(['ok', 'ok'])
    expect(new Set(Object.values(rest))).toEqual(new Set(['PREDICTION_STATE']))
  })

  test('names the first reason of the catalogue', () => {
    const locked = of({ status: 'locked', termsChangedAt: NOW })
    expect(codeOf(edit(locked, { closesAt: NOW }, NOW))).toBe('REQUEST_INVALID')
    expect(codeOf(edit(locked, { closesAt: NOW + DAY }, NOW))).toBe('PREDICTION_STATE')
  })

  test('checks the bounds as they will be, not as they were sent', () => {
    const narrow = of({ minTokens: 5, maxTokens: 10 })
    expect(codeOf(edit(narrow, { maxTokens: 4 }, NOW))).toBe('REQUEST_INVALID')
    expect(codeOf(edit(narrow, { maxTokens: 4, minTokens: 4 }, NOW))).toBe('ok')
  })

  // Whoever bets needs a moment in which the odds they read are still the odds.
  test('changes terms of an open one at most every two seconds', () => {
    const fresh = of({ termsChangedAt: NOW })
    const odds = { oddsBps: { yes: 18_501, no: 21_000 } }
    expect(codeOf(edit(fresh, odds, NOW + 2 * SECOND - 1))).toBe('CHANGED_TOO_SOON')
    expect(codeOf(edit(fresh, { closesAt: NOW + DAY }, NOW + SECOND))).toBe('CHANGED_TOO_SOON')
    const changed = must(edit(fresh, odds, NOW + 2 * SECOND))
    expect(changed).toMatchObject({ ...odds, termsChangedAt: NOW + 2 * SECOND })
    expect(codeOf(edit(of({ status: 'draft', termsChangedAt: NOW }), odds, NOW))).toBe('ok')
  })

  test('of words or bounds alone neither waits nor starts the waiting', () => {
    const fresh = of({ termsChangedAt: NOW })
    const words = { title: 'New', minTokens: 2, oddsBps: { ...fresh.oddsBps } }
    expect(must(edit(fresh, words, NOW + 1))).toMatchObject({ title: 'New', termsChangedAt: NOW })
  })

  // Whoever committed tokens must not find another question when the result is known.
  test('of words leaves what an open one said to be seen; a draft nobody has seen', () => {
    const first = of({ title: 'Rain', description: 'At least 0.2 mm' })
    const second = must(edit(first, { description: 'At least 50 mm' }, NOW))
    const third = must(edit(second, { title: 'Snow', maxTokens: 9 }, NOW + 5))
    expect(third.earlierWords).toEqual([
      { title: 'Rain', description: 'At least 0.2 mm', until: NOW },
      { title: 'Rain', description: 'At least 50 mm', until: NOW + 5 },
    ])
    const same = { title: 'Snow', category: 'sport', minTokens: 2 }
    expect(must(edit(third, same, NOW + 9)).earlierWords).toEqual(third.earlierWords)
    expect(must(edit(of({ status: 'draft' }), { title: 'Snow' }, NOW)).earlierWords).toEqual([])
    let tenth = first
    for (let n = 0; n < 10; n += 1) tenth = must(edit(tenth, { title: `Rain ${n}` }, NOW))
    expect(codeOf(edit(tenth, { title: 'Snow' }, NOW))).toBe('PREDICTION_STATE')
    expect(codeOf(edit(tenth, { maxTokens: 9 }, NOW))).toBe('ok')
  })

  test('of one that should have closed may still mend its words', () => {
    const over = of({ closesAt: NOW - 1 })
    expect(codeOf(edit(over, { title: 'New' }, NOW))).toBe('ok')
    expect(codeOf(edit(over, { closesAt: NOW }, NOW))).toBe('REQUEST_INVALID')
  })
})

test('only a draft is opened, and only with a closing time ahead', () => {
  const { draft: first, ...rest } = each((p) => open(p, NOW))
  expect(first).toBe('ok')
  expect(new Set(Object.values(rest))).toEqual(new Set(['PREDICTION_STATE']))
  expect(codeOf(open(of({ status: 'draft', closesAt: NOW }), NOW))).toBe('PREDICTION_CLOSED')
})

test('only an open one is locked, and its gates close', () => {
  const { open: second, ...rest } = each((p) => lock(p, NOW))
  expect(second).toBe('ok')
  expect(new Set(Object.values(rest))).toEqual(new Set(['PREDICTION_STATE']))
  const locked = must(lock(of(), NOW))
  expect(locked).toMatchObject({ status: 'locked', lockedAt: NOW })
})

test('a gate is open while the prediction is, and closed for good after it', () => {
  const statuses = PREDICTION_STATUSES.map((status) => [status, gateOf(of({ status })).status])
  expect(Object.fromEntries(statuses)).toEqual({
    draft: 'draft',
    open: 'open',
    locked: 'closed',
    resolving: 'closed',
    resolved: 'closed',
    voided: 'closed',
  })
})

describe('the first resolution', () => {
  const first = (status: PredictionStatus, outcome: Outcome, was: Outcome | null = null) =>
    resolve(of({ status, outcome: was }), { outcome }, NOW)

  test('needs the lock before it', () => {
    for (const status of ['draft', 'open'] as const) {
      expect(codeOf(first(status, 'yes'))).toBe('PREDICTION_NOT_LOCKED')
    }
    const next = { status: 'resolving', outcome: 'yes', resolutionVersion: 1 }
    expect(must(first('locked', 'yes'))).toMatchObject(next)
  })

  test('again with its outcome is a replay, with another one refused', () => {
    for (const status of ['resolving', 'resolved', 'voided'] as const) {
      expect(must(first(status, 'yes', 'yes'))).toBeNull()
      expect(codeOf(first(status, 'no', 'yes'))).toBe('ALREADY_RESOLVED')
    }
  })
})

describe('a correction', () => {
  const resolved = of({
    status: 'resolved',
    outcome: 'yes',
    resolutionVersion: 2,
    resolvedAt: NOW,
  })
  const again = (changes: Partial<ResolveRequest>, from = resolved, now = NOW) =>
    resolve(from, { outcome: 'no', reason: 'typo', resolutionVersion: 2, ...changes }, now)

  test('is the next version of a resolved or voided one', () => {
    expect(must(again({}))).toMatchObject({ status: 'resolving', resolutionVersion: 3 })
    expect(codeOf(again({}, { ...resolved, status: 'voided' }))).toBe('ok')
  })

  test('is refused before there is anything to correct, and while a payout runs', () => {
    for (const status of ['draft', 'open', 'locked', 'resolving'] as const) {
      expect(codeOf(again({}, { ...resolved, status }))).toBe('PREDICTION_STATE')
    }
  })

  test('needs its reason and the version it corrects', () => {
    expect(codeOf(again({ reason: undefined }))).toBe('REQUEST_INVALID')
    expect(codeOf(again({ resolutionVersion: 1 }))).toBe('RESOLUTION_STALE')
    expect(codeOf(again({ resolutionVersion: 3 }))).toBe('RESOLUTION_STALE')
    expect(codeOf(again({ outcome: 'yes' }))).toBe('ALREADY_RESOLVED')
  })

  test('sent twice is one', () => {
    const corrected = { ...resolved, outcome: 'no', resolutionVersion: 3 } as const
    expect(must(again({}, corrected))).toBeNull()
    expect(codeOf(again({ outcome: 'void' }, corrected))).toBe('RESOLUTION_STALE')
  })

  // After half a year people must be able to rely on what they were paid.
  test('is possible for 180 days after the first payout', () => {
    expect(codeOf(again({}, resolved, NOW + 180 * DAY))).toBe('ok')
    expect(codeOf(again({}, resolved, NOW + 180 * DAY + 1))).toBe('RESOLUTION_FINAL')
  })
})

test('paid out it is resolved or voided; a correction does not restart the 180 days', () => {
  expect(paidOut(of({ outcome: 'no' }), NOW)).toMatchObject({ status: 'resolved', resolvedAt: NOW })
  expect(paidOut(of({ outcome: 'void' }), NOW).status).toBe('voided')
  expect(paidOut(of({ outcome: 'yes', resolvedAt: 5 }), NOW).resolvedAt).toBe(5)
})

test('late is what was born at or after the lock, or 5 s after the closing time', () => {
  const closesAt = NOW + DAY
  const from = (bornAt?: number) =>
    lateFrom(of({ closesAt }), bornAt === undefined ? null : { predictionId: RAIN, bornAt })
  expect(from(NOW)).toBe(NOW)
  expect(from()).toBe(closesAt + 5 * SECOND)
  expect(from(closesAt + 60 * SECOND)).toBe(closesAt + 5 * SECOND)
})
