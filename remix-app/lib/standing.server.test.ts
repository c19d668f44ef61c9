// Whoever can't buy or commit is told so before trying, with until when and what is left to do.
import { describe, expect, test } from 'vitest'
import type { BalanceView } from '../../shared/api/wallet.ts'
import { tokens } from '../../shared/tokens.ts'
import { formatFor } from './format.ts'
import { isPaused } from './paused.ts'
import { canBuy, standingAgainst, standingOf } from './standing.server.ts'
import { balanceAt } from './testing.ts'

const format = formatFor('en-US', 'UTC')
const until = '2026-12-06T12:00:00.000000Z'
const wallet = (changes: Partial<BalanceView>): BalanceView => ({ ...balanceAt(1), ...changes })
const titles = (changes: Partial<BalanceView>) =>
  standingOf(wallet(changes), format).map(({ title }) => title)

test('a wallet with nothing in its way says nothing', () => {
  expect(titles({})).toEqual([])
  expect(isPaused(wallet({}), 'purchases')).toBe(false)
})

test('a break tells when it ends and leads to the limits', () => {
  const [notice] = standingOf(wallet({ excludedUntil: until }), format)
  expect(notice?.until?.at).toBe(until)
  expect(notice?.to).toBe('/account#limits')
})

// Nobody can lift a pause for an account that is going away.
test('a closing account is told what happens to its tokens, not to have a pause lifted', () => {
  expect(titles({ closing: true, restriction: 'all' })).toEqual(['This account is being closed'])
})

test('tokens owed are told beside everything else', () => {
  const both = titles({ excludedUntil: until, restriction: 'purchases', owedTokens: tokens(20) })
  expect(both).toHaveLength(3)
  expect(both.at(-1)).toBe('You owe 20\u00a0tokens')
})

describe('what is in the way of buying and of committing', () => {
  test.each([
    [{ excludedUntil: until }, true, true],
    [{ closing: true }, true, true],
    [{ restriction: 'all' }, true, true],
    [{ restriction: 'purchases' }, true, false],
    [{ restriction: 'commitments' }, false, true],
    // The next purchase is what repays it.
    [{ owedTokens: tokens(5) }, false, false],
  ] as const)('%j', (changes, purchases, commitments) => {
    const section = { value: wallet(changes), problem: null }
    const stopped = (what: 'purchases' | 'commitments') => [
      isPaused(section.value, what),
      standingAgainst(what, section, format).length > 0,
    ]
    expect(stopped('purchases')).toEqual([purchases, purchases])
    expect(stopped('commitments')).toEqual([commitments, commitments])
    expect(canBuy({ ok: true, value: section.value, replayed: false })).toBe(!purchases)
  })
})
