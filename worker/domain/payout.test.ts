// What a resolution does to one person, with the worked examples of the money rules: nobody is paid
// other than quoted, and what was paid wrongly is taken back whole.
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../shared/api/predictions.ts'
import { CommitmentId, PredictionId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { book, moves, sha256 } from '../test/movements.ts'
import { ALICE } from '../test/people.ts'
import type { Commitment } from './commitment.ts'
import { emptyWallet, type Wallet } from './ledger.ts'
import { settlementOf, verdictOf } from './payout.ts'
import { settleCommitments } from './payout-page.ts'

const ID = CommitmentId.parse(`cmt_${'0a'.repeat(20)}`)
const NEVER = Number.MAX_SAFE_INTEGER

/** 100 on yes, quoted 185. */
const held = (changes: Partial<Commitment> = {}): Commitment => ({
  id: ID,
  userId: ALICE,
  predictionId: PredictionId.parse('prd'),
  predictionTitle: 'It rains',
  tokensCommitted: tokens(100),
  position: 'yes',
  oddsBps: 18_500,
  potentialWinning: tokens(185),
  status: 'active',
  committedAt: 1,
  resolvedAt: null,
  settledVersion: 0,
  payout: tokens(0),
  requestHash: 'asked',
  shard: 0,
  bornAt: 10,
  ...changes,
})

/** Who put 100 of `bought` into it, and then perhaps spent or lost some. */
const walletAfter = (bought: number, ...more: Parameters<typeof book>[1][number][]): Wallet =>
  book(emptyWallet(ALICE), [moves.adjustUp(bought), moves.commit(100), ...more]).wallet

interface Person {
  readonly wallet: Wallet
  readonly commitment: Commitment
}
function resolve(person: Person, outcome: Outcome, version: number, lateFrom = NEVER) {
  const terms = { outcome, version, requestHash: 'resolved', lateFrom }
  const wallets = new Map([[ALICE, person.wallet]])
  const settled = settleCommitments([person.commitment], wallets, terms, 5_000, sha256)
  const [wallet] = settled.wallets
  const [commitment] = settled.settled
  if (!wallet || !commitment) throw new Error('nothing was settled')
  return { ...settled, wallet, commitment }
}
const sums = ({ available, committed, owed, totalEarned, totalSpent }: Wallet) => ({
  available,
  committed,
  owed,
  totalEarned,
  totalSpent,
})

describe('verdicts', () => {
  test.each([
    ['yes', false, 'won', 185, undefined],
    ['no', false, 'lost', 0, undefined],
    ['void', false, 'refunded', 100, 'void'],
    ['yes', true, 'refunded', 100, 'late'],
    ['no', true, 'refunded', 100, 'late'],
    ['void', true, 'refunded', 100, 'late'],
  ] as const)('%s, late %s: %s, %s', (outcome, late, status, payout, cause) => {
    expect(verdictOf(held(), outcome, late)).toEqual({
      status,
      payout,
      ...(cause && { cause }),
    })
  })

  // Odds are quoted once; a rounding of today must not change what was promised then.
  test('pays what is stored, not what the odds would give', () => {
    expect(verdictOf(held({ potentialWinning: tokens(184) }), 'yes', false).payout).toBe(184)
  })
})

describe('worked examples', () => {
  test('win 185 of 100 while owing 150: 35 are left', () => {
    const wallet = walletAfter(100, moves.adjustDown(150))
    expect(sums(wallet)).toMatchObject({ available: 0, committed: 100, owed: 150 })
    const won = resolve({ wallet, commitment: held() }, 'yes', 1)
    expect(sums(won.wallet)).toMatchObject({ available: 35, committed: 0, owed: 0 })
    expect(won.rows[0]?.postings).toEqual([
      { from: 'user:alice:committed', to: 'user:alice:available', amount: 100 },
      { from: 'house:book', to: 'user:alice:available', amount: 85 },
      { from: 'user:alice:available', to: 'debt:alice', amount: 150 },
    ])
  })

  test('that win corrected to a loss: what was repaid is owed again', () => {
    const wallet = walletAfter(100, moves.adjustDown(150))
    const won = resolve({ wallet, commitment: held() }, 'yes', 1)
    const lost = resolve(won, 'no', 2)
    expect(sums(lost.wallet)).toMatchObject({ available: 0, committed: 0, owed: 150 })
    expect(lost.rows.map(({ postings }) => postings)).toEqual([
      [
        { from: 'user:alice:available', to: 'user:alice:committed', amount: 100 },
        { from: 'user:alice:available', to: 'house:book', amount: 85 },
        { from: 'debt:alice', to: 'user:alice:available', amount: 150 },
      ],
      [{ from: 'user:alice:committed', to: 'house:book', amount: 100 }],
    ])
  })

  test('a loss while owing takes only the stake', () => {
    const wallet = walletAfter(100, moves.adjustDown(30))
    const lost = resolve({ wallet, commitment: held() }, 'no', 1)
    expect(sums(lost.wallet)).toMatchObject({ available: 0, committed: 0, owed: 30 })
  })

  test('a void returns the stake, and as if it was never spent', () => {
    const voided = resolve({ wallet: walletAfter(100), commitment: held() }, 'void', 1)
    expect(sums(voided.wallet)).toEqual(
      sums(book(emptyWallet(ALICE), [moves.adjustUp(100)]).wallet),
    )
    expect(voided.rows[0]).toMatchObject({ type: 'refund', metadata: { cause: 'void' } })
  })

  test('a winner who spent the winnings owes them after a correction', () => {
    const won = resolve({ wallet: walletAfter(100), commitment: held() }, 'yes', 1)
    const spent = { ...won, wallet: book(won.wallet, [moves.commit(185)]).wallet }
    const lost = resolve(spent, 'no', 2)
    expect(sums(lost.wallet)).toMatchObject({ available: 0, committed: 185, owed: 185 })
  })
})

describe('corrections', () => {
  const OUTCOMES = ['yes', 'no', 'void'] as const
  const chains = OUTCOMES.flatMap((a) => OUTCOMES.flatMap((b) => OUTCOMES.map((c) => [a, b, c])))

  test.each(chains)('%s, %s, %s: ends as if the last had been the only one', (...outcomes) => {
    for (const owing of [0, 40, 500]) {
      const more = owing > 0 ? [moves.adjustDown(owing)] : []
      const start = { wallet: walletAfter(130, ...more), commitment: held() }
      let person: Person = start
      for (const [at, outcome] of outcomes.entries()) {
        person = resolve(person, outcome as Outcome, at + 1)
      }
      const once = resolve(start, outcomes.at(-1) as Outcome, 1)
      expect(sums(person.wallet)).toEqual(sums(once.wallet))
      expect(person.commitment.payout).toBe(once.commitment.payout)
    }
  })

  test('rows are named by commitment and version, the reversal by the row it takes back', () => {
    const won = resolve({ wallet: walletAfter(100), commitment: held() }, 'yes', 1)
    const voided = resolve(won, 'void', 2)
    const ids = [...won.rows, ...voided.rows].map(({ id }) => id)
    expect(ids).toEqual([`settle_${ID}_v1`, `reverse_settle_${ID}_v1`, `settle_${ID}_v2`])
    expect(voided.rows.map(({ resolutionVersion }) => resolutionVersion)).toEqual([2, 2])
  })

  test('what was never settled has nothing to reverse, whatever the version', () => {
    const { movements } = settlementOf(
      held(),
      verdictOf(held(), 'yes', false),
      { version: 3, outcome: 'yes', requestHash: '' },
      1,
    )
    expect(movements.map(({ type }) => type)).toEqual(['win'])
  })
})

describe('a page', () => {
  const idOf = (at: number) => CommitmentId.parse(`cmt_${String(at).padStart(40, '0')}`)
  const ten = Array.from({ length: 10 }, (_, at) =>
    held({ id: idOf(at), position: at % 2 === 0 ? 'yes' : 'no' }),
  )
  const bets = ten.map(() => moves.commit(100))
  const terms = { version: 1, outcome: 'yes', requestHash: '', lateFrom: NEVER } as const

  test('ten of one person on both sides chain in order, and the wallet is written once', () => {
    const { wallet } = book(emptyWallet(ALICE), [moves.adjustUp(1_000), ...bets])
    const page = settleCommitments(ten, new Map([[ALICE, wallet]]), terms, 9, sha256)
    expect(page.wallets).toHaveLength(1)
    expect(page.wallets[0]).toMatchObject({ available: 925, committed: 0, version: 21 })
    expect(page.rows.map(({ seq }) => seq)).toEqual([12, 13, 14, 15, 16, 17, 18, 19, 20, 21])
    const heads = [wallet.headHash, ...page.rows.map(({ hash }) => hash)]
    expect(page.rows.map(({ prevHash }) => prevHash)).toEqual(heads.slice(0, -1))
    expect(page.wallets[0]?.headHash).toBe(heads.at(-1))
  })

  test('takes the marks off, and leaves the rest of a wallet alone', () => {
    const before = { ...walletAfter(100), yieldUntil: 77, state: 'closing', openOrders: { p: 5 } }
    const { wallet } = resolve({ wallet: before as Wallet, commitment: held() }, 'no', 1)
    expect(wallet).toMatchObject({ yieldUntil: 0, state: 'closing', openOrders: { p: 5 } })
  })

  test('born at the very moment of the lock is late, just before is not', () => {
    const person = { wallet: walletAfter(100), commitment: held({ bornAt: 10 }) }
    expect(resolve(person, 'yes', 1, 10)).toMatchObject({ late: 1, commitment: { payout: 100 } })
    expect(resolve(person, 'yes', 1, 11)).toMatchObject({ late: 0, commitment: { payout: 185 } })
  })
})
