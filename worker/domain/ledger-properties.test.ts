// Whatever happens to a wallet, in whatever order, the invariants of money-rules 3 hold.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { book, moves, sha256 } from '../test/movements.ts'
import { ALICE } from '../test/people.ts'
import {
  append,
  emptyWallet,
  type Movement,
  rowHash,
  type TokenTransaction,
  type Wallet,
} from './ledger.ts'

type Step = readonly [kind: keyof typeof STEPS, amount: number, extra: number]

/** Each step as it can really follow on a wallet; null when it can't. */
const STEPS = {
  purchase: (_: Wallet, n: number, extra: number) => moves.purchase(n, extra % 100),
  commit: (w: Wallet, n: number) => (w.available >= n ? moves.commit(n) : null),
  win: (w: Wallet, n: number, extra: number) => (w.committed >= n ? moves.win(n, n + extra) : null),
  loss: (w: Wallet, n: number) => (w.committed >= n ? moves.loss(n) : null),
  release: (w: Wallet, n: number) =>
    w.committed >= n && w.totalSpent >= n ? moves.release(n) : null,
  takeBack: (_: Wallet, n: number, extra: number) => moves.takeBack(n, extra % (n + 1)),
  reinstate: (_: Wallet, n: number, extra: number) => moves.reinstate(n, extra % (n + 1)),
  reverseWin: (w: Wallet, n: number, extra: number) =>
    w.totalEarned >= n + extra ? moves.reverseWin(n, n + extra) : null,
  reverseLoss: (_: Wallet, n: number) => moves.reverseLoss(n),
  reverseRelease: (_: Wallet, n: number) => moves.reverseRelease(n),
  adjustUp: (_: Wallet, n: number) => moves.adjustUp(n),
  adjustDown: (_: Wallet, n: number) => moves.adjustDown(n),
} satisfies Record<string, (wallet: Wallet, n: number, extra: number) => Movement | null>

const kinds = Object.keys(STEPS) as (keyof typeof STEPS)[]
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.tuple(
    fc.constantFrom(...kinds),
    fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 1_000_000_000 })),
    fc.integer({ min: 0, max: 1_000 }),
  ),
  { maxLength: 40 },
)
const clocks = fc.infiniteStream(fc.integer({ min: 0, max: 1_000 }))

function play(played: readonly Step[], clock: Iterator<number>) {
  let wallet = emptyWallet(ALICE)
  const rows: TokenTransaction[] = []
  for (const [kind, n, extra] of played) {
    const movement = STEPS[kind](wallet, n, extra)
    if (!movement) continue
    const booked = append(wallet, movement, clock.next().value ?? 0, sha256)
    wallet = booked.wallet
    rows.push(booked.row)
  }
  return { wallet, rows }
}

const always = (check: (played: ReturnType<typeof play>) => void): void =>
  fc.assert(
    fc.property(steps, clocks, (played, clock) => check(play(played, clock))),
    {
      numRuns: 300,
    },
  )

/** Balance of every account that any posting names. */
function fold(rows: readonly TokenTransaction[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { from, to, amount } of rows.flatMap(({ postings }) => postings)) {
    sums.set(from, (sums.get(from) ?? 0) - amount)
    sums.set(to, (sums.get(to) ?? 0) + amount)
  }
  return sums
}

test('I1: a balance is the sum of its rows, so that nobody argues with the history', () => {
  always(({ wallet, rows }) => {
    const sums = fold(rows)
    expect(sums.get('user:alice:available') ?? 0).toBe(wallet.available)
    expect(sums.get('user:alice:committed') ?? 0).toBe(wallet.committed)
    expect(0 - (sums.get('debt:alice') ?? 0)).toBe(wallet.owed)
  })
})

test('I2: rows are numbered without a gap, and each starts where the one before ended', () => {
  always(({ wallet, rows }) => {
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1))
    expect(wallet.version).toBe(rows.length)
    rows.forEach((row, i) => {
      expect(row.balanceBefore).toBe(rows[i - 1]?.after.available ?? 0)
      expect(row.balanceAfter).toBe(row.after.available)
      expect(row.after.version).toBe(row.seq)
    })
  })
})

test('I3: no row makes or destroys a token: all accounts together stay at zero', () => {
  always(({ wallet, rows }) => {
    const sum = (name: keyof TokenTransaction['deltas']) =>
      rows.reduce((total, { deltas }) => total + deltas[name], 0)
    const house = sum('dStripe') + sum('dPromo') + sum('dBook') + sum('dAdjust')
    expect(wallet.available + wallet.committed - wallet.owed + house).toBe(0)
    expect([...fold(rows).values()].reduce((a, b) => a + b, 0)).toBe(0)
  })
})

test('I4: every amount is a whole number from 0 to 2^53 - 1, every posting at least one', () => {
  always(({ wallet, rows }) => {
    const { available, committed, owed, totalEarned, totalSpent } = wallet
    for (const amount of [available, committed, owed, totalEarned, totalSpent]) {
      expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true)
    }
    const postings = rows.flatMap((row) => row.postings)
    expect(postings.filter(({ amount }) => !(amount > 0))).toEqual([])
    expect(rows.filter(({ postings }) => postings.length > 3)).toEqual([])
  })
})

test('I21: nobody owes tokens while having some to spend', () => {
  always(({ rows }) => {
    expect(rows.filter(({ after }) => after.available > 0 && after.owed > 0)).toEqual([])
  })
})

test('times rise strictly, whatever the clocks of the machines say', () => {
  always(({ wallet, rows }) => {
    const falls = rows.filter((row, i) => row.timestamp <= (rows[i - 1]?.timestamp ?? 0))
    expect(falls).toEqual([])
    expect(wallet.lastUpdated).toBe(rows.at(-1)?.timestamp ?? 0)
  })
})

test('the chain verifies from the first row to the head of the wallet', () => {
  always(({ wallet, rows }) => {
    const hashes = rows.map((row) => rowHash(row, sha256))
    expect(rows.map(({ hash }) => hash)).toEqual(hashes)
    expect(rows.map(({ prevHash }) => prevHash)).toEqual(['', ...hashes].slice(0, rows.length))
    expect(wallet.headHash).toBe(hashes.at(-1) ?? '')
  })
})

test('altering any field of any row breaks the chain, so that no edit goes unseen', () => {
  const { rows } = book(emptyWallet(ALICE), [moves.purchase(500, 50), moves.commit(20)])
  const row = rows[1] as TokenTransaction
  const fields = Object.keys(row).filter((name) => name !== 'hash') as (keyof TokenTransaction)[]
  expect(fields).toHaveLength(16)
  for (const name of fields) {
    const altered = { ...row, [name]: alter(row[name]) }
    expect([name, rowHash(altered, sha256) === row.hash]).toEqual([name, false])
  }
  const deep = { ...row, after: { ...row.after, owed: row.after.committed } }
  expect(rowHash(deep, sha256)).not.toBe(row.hash)
  const forged = { ...row, hash: 'forged' }
  expect(rowHash(forged, sha256)).toBe(row.hash)
})

function alter(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'string') return `${value}x`
  if (Array.isArray(value)) return value.toReversed().slice(1)
  return value === null ? 'x' : { ...(value as object), more: 1 }
}
