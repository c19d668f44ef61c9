// The worked examples of the money rules, to the digit: what each line of a wallet must say.
import { describe, expect, test } from 'vitest'
import { tokens } from '../../shared/tokens.ts'
import { book, moves, sha256 } from '../test/movements.ts'
import { ALICE, BOB } from '../test/people.ts'
import {
  append,
  availableOf,
  emptyWallet,
  post,
  type TokenTransaction,
  type Wallet,
} from './ledger.ts'

const A = 'user:alice:available'
const C = 'user:alice:committed'
const D = 'debt:alice'

function walletWith(available: number, committed = 0, owed = 0): Wallet {
  const amounts = { available: tokens(available), committed: tokens(committed), owed: tokens(owed) }
  return { ...emptyWallet(ALICE), ...amounts }
}

const legs = ({ postings }: TokenTransaction) =>
  postings.map(({ from, to, amount }) => [from, to, amount])
const balances = ({ available, committed, owed }: Wallet) => ({ available, committed, owed })

describe('the worked examples of money-rules 1', () => {
  test('a win of 185 while owing 150 repays first: 35 are left to spend', () => {
    const { wallet, rows } = book(walletWith(0, 100, 150), [moves.win(100, 185)])
    expect(rows.map(legs)).toEqual([
      [
        [C, A, 100],
        ['house:book', A, 85],
        [A, D, 150],
      ],
    ])
    expect(balances(wallet)).toEqual({ available: 35, committed: 0, owed: 0 })
    expect(wallet).toMatchObject({ totalEarned: 185, totalSpent: 0, version: 1 })
  })

  test('a chargeback of 550 takes 200 and leaves 350 owed, whatever is committed', () => {
    const { wallet, rows } = book(walletWith(200, 300), [moves.takeBack(550, 50)])
    expect(rows.map(legs)).toEqual([
      [
        [A, 'world:stripe', 500],
        [A, 'house:promo', 50],
        [D, A, 350],
      ],
    ])
    expect(balances(wallet)).toEqual({ available: 0, committed: 300, owed: 350 })
  })

  test('the void of 300 after it repays 300: 50 stay owed', () => {
    const start = book(walletWith(200, 300), [moves.takeBack(550, 50)]).wallet
    const { wallet, rows } = book({ ...start, totalSpent: tokens(300) }, [moves.release(300)])
    expect(rows.map(legs)).toEqual([
      [
        [C, A, 300],
        [A, D, 300],
      ],
    ])
    expect(balances(wallet)).toEqual({ available: 0, committed: 0, owed: 50 })
    expect(wallet.totalSpent).toBe(0)
  })

  test('the dispute won after that gives 550 back, of which 50 repay: 500 are left', () => {
    const { wallet, rows } = book(walletWith(0, 0, 50), [moves.reinstate(550, 50)])
    expect(rows.map(legs)).toEqual([
      [
        ['world:stripe', A, 500],
        ['house:promo', A, 50],
        [A, D, 50],
      ],
    ])
    expect(balances(wallet)).toEqual({ available: 500, committed: 0, owed: 0 })
  })

  test('a win that repaid 150, resolved again to a loss, is owed again', () => {
    const won = book(walletWith(0, 100, 150), [moves.win(100, 185)]).wallet
    const { wallet, rows } = book(won, [moves.reverseWin(100, 185), moves.loss(100)])
    expect(rows.map(legs)).toEqual([
      [
        [A, C, 100],
        [A, 'house:book', 85],
        [D, A, 150],
      ],
      [[C, 'house:book', 100]],
    ])
    expect(balances(wallet)).toEqual({ available: 0, committed: 0, owed: 150 })
    expect(wallet).toMatchObject({ totalEarned: 0, version: 3 })
  })
})

describe('a row', () => {
  test('shows the balance before and after, its place, and the totals after it', () => {
    const { rows } = book(walletWith(0), [moves.purchase(500, 50), moves.commit(120)])
    expect(rows[0]).toMatchObject({ type: 'purchase', amount: 550, seq: 1 })
    expect([rows[0]?.balanceBefore, rows[0]?.balanceAfter]).toEqual([0, 550])
    expect([rows[1]?.balanceBefore, rows[1]?.balanceAfter]).toEqual([550, 430])
    expect(rows[1]?.after).toEqual({
      available: 430,
      committed: 120,
      owed: 0,
      totalEarned: 0,
      totalSpent: 120,
      version: 2,
    })
  })

  test('leaves zero postings out: a package without bonus has one leg', () => {
    const { rows } = book(walletWith(0), [moves.purchase(500, 0)])
    expect(rows.map(legs)).toEqual([[['world:stripe', A, 500]]])
    expect(post('world:stripe', availableOf(ALICE), tokens(0))).toEqual([])
  })

  test('carries its postings as signed sums, for the trial balance', () => {
    const { rows } = book(walletWith(0, 0, 20), [moves.purchase(500, 50)])
    expect(rows[0]?.deltas).toEqual({
      dAvailable: 530,
      dCommitted: 0,
      dOwed: -20,
      dStripe: -500,
      dPromo: -50,
      dBook: 0,
      dAdjust: 0,
    })
  })

  test('spreads over the eight shards, the same id always on the same one', () => {
    const { rows } = book(
      walletWith(0),
      Array.from({ length: 200 }, () => moves.adjustUp(1)),
    )
    expect(new Set(rows.map(({ shard }) => shard))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7]))
  })

  test('is never older than the row before it, even when the clock steps back', () => {
    const first = append(walletWith(0), moves.adjustUp(1), 5_000, sha256)
    const second = append(first.wallet, moves.adjustUp(1), 4_000, sha256)
    const third = append(second.wallet, moves.adjustUp(1), 9_000, sha256)
    expect([first, second, third].map(({ row }) => row.timestamp)).toEqual([5_000, 5_001, 9_000])
    expect(third.wallet.lastUpdated).toBe(9_000)
  })
})

describe('what cannot be booked stops before it is written', () => {
  test('tokens of somebody else', () => {
    const stolen = {
      ...moves.adjustUp(5),
      primary: post(availableOf(BOB), availableOf(ALICE), tokens(5)),
    }
    expect(() => append(walletWith(10), stolen, 1, sha256)).toThrow(/someone else/)
  })

  test('a posting of nothing', () => {
    const empty = { from: availableOf(ALICE), to: 'house:adjust', amount: tokens(0) } as const
    const idle = { ...moves.adjustUp(5), primary: [empty] }
    expect(() => append(walletWith(10), idle, 1, sha256)).toThrow(/at least one token/)
  })

  test('more held than there is, or more than 2^53 - 1 in all', () => {
    expect(() => append(walletWith(10, 4), moves.loss(5), 1, sha256)).toThrow()
    const full = walletWith(Number.MAX_SAFE_INTEGER)
    expect(() => append(full, moves.adjustUp(1), 1, sha256)).toThrow()
    // Its owner could never look at the wallet again: the total of it is no number.
    const halves = walletWith(Number.MAX_SAFE_INTEGER - 5, 5)
    expect(() => append(halves, moves.adjustUp(1), 1, sha256)).toThrow()
  })
})
