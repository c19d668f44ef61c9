// The table of money-rules 1, written down once more: which postings a row must have, given what
// caused it. Amounts come from bets and orders as they were first stored.
import { demand } from '../violation.ts'
import type { Bet, Order, Posting, Purse, Row } from './shadow.ts'

export interface Expected {
  readonly type: string
  readonly amount: number
  readonly primary: readonly Posting[]
  readonly earned: number
  readonly spent: number
}

const availableOf = (userId: string): string => `user:${userId}:available`
const committedOf = (userId: string): string => `user:${userId}:committed`
const none = { earned: 0, spent: 0 }

export const legs = (...all: readonly [string, string, number][]): Posting[] =>
  all.filter(([, , amount]) => amount > 0).map(([from, to, amount]) => ({ from, to, amount }))

export function purchaseOf({ userId, tokens, bonusTokens }: Order): Expected {
  const own = availableOf(userId)
  const primary = legs(['world:stripe', own, tokens], ['house:promo', own, bonusTokens])
  return { type: 'purchase', amount: tokens + bonusTokens, primary, ...none }
}

export function betOf({ userId, tokensCommitted: stake }: Bet): Expected {
  const primary = legs([availableOf(userId), committedOf(userId), stake])
  return { type: 'commit', amount: stake, primary, earned: 0, spent: stake }
}

/** Floor, in exact arithmetic. */
export const winningOf = (stake: number, oddsBps: number): number =>
  Number((BigInt(stake) * BigInt(oddsBps)) / 10_000n)

export function settlementOf(bet: Bet, outcome: string, isLate: boolean): Expected {
  const { userId, tokensCommitted: stake, position, oddsBps } = bet
  const [own, held] = [availableOf(userId), committedOf(userId)]
  if (isLate || outcome === 'void') {
    return {
      type: 'refund',
      amount: stake,
      primary: legs([held, own, stake]),
      earned: 0,
      spent: -stake,
    }
  }
  if (position !== outcome) {
    return { type: 'loss', amount: stake, primary: legs([held, 'house:book', stake]), ...none }
  }
  const payout = winningOf(stake, oddsBps)
  const primary = legs([held, own, stake], ['house:book', own, payout - stake])
  return { type: 'win', amount: payout, primary, earned: payout, spent: 0 }
}

/** Undoes what the bet's last settlement did, whatever that was. */
export function reversalOf(bet: Bet): Expected {
  const { userId, tokensCommitted: stake, oddsBps } = bet
  const [own, held] = [availableOf(userId), committedOf(userId)]
  const type = 'reversal'
  if (bet.status === 'won') {
    const payout = winningOf(stake, oddsBps)
    const primary = legs([own, held, stake], [own, 'house:book', payout - stake])
    return { type, amount: payout, primary, earned: -payout, spent: 0 }
  }
  if (bet.status === 'lost') {
    return { type, amount: stake, primary: legs(['house:book', held, stake]), ...none }
  }
  demand('I13', bet.status === 'refunded', () => `${bet.id} was reversed while ${bet.status}`)
  return { type, amount: stake, primary: legs([own, held, stake]), earned: 0, spent: stake }
}

/** Primary postings, then at most one of debt: borrow what is missing, repay what is owed. */
export function withDebt(purse: Purse, userId: string, primary: readonly Posting[]): Posting[] {
  const own = availableOf(userId)
  const debt = `debt:${userId}`
  const left = primary.reduce(
    (sum, { from, to, amount }) => sum + (to === own ? amount : 0) - (from === own ? amount : 0),
    purse.available,
  )
  if (left < 0) return [...primary, ...legs([debt, own, -left])]
  return [...primary, ...legs([own, debt, Math.min(left, purse.owed)])]
}

export function sameRow(row: Row, expected: Expected, postings: readonly Posting[]): boolean {
  return (
    row.type === expected.type &&
    row.amount === expected.amount &&
    row.postings.length === postings.length &&
    postings.every(({ from, to, amount }, i) => {
      const found = row.postings[i]
      return found?.from === from && found.to === to && found.amount === amount
    })
  )
}
