// Whoever changes the books by hand must be found: each way of doing it is named, by the document
// that was changed or the one that no longer fits it, and honest books are never accused.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tokens } from '../../shared/tokens.ts'
import { book, moves, sha256 } from '../test/movements.ts'
import { ALICE, BOB } from '../test/people.ts'
import type { Difference } from './difference.ts'
import { emptyWallet, rowHash, type TokenTransaction, type Wallet } from './ledger.ts'
import {
  atTheBeginning,
  faultsOfHeld,
  type Place,
  placeOfBalance,
  stepBack,
} from './reconcile-chain.ts'
import { faultsOfRow } from './reconcile-row.ts'

interface Books {
  readonly wallet: Wallet
  readonly rows: readonly TokenTransaction[]
}

/** All kinds of movements, into debt and out of it. */
const HONEST: Books = book(emptyWallet(ALICE), [
  moves.purchase(500, 50),
  moves.commit(100),
  moves.win(100, 185),
  moves.commit(300),
  moves.takeBack(550, 50),
  moves.reverseWin(100, 185),
  moves.loss(100),
  moves.release(300),
  moves.reinstate(550, 50),
  moves.adjustUp(5),
  moves.reverseRelease(20),
  moves.reverseLoss(20),
])

function check({ wallet, rows }: Books): Difference[] {
  const found = rows.flatMap((value) => faultsOfRow({ id: value.id, value }, sha256))
  let place: Place = placeOfBalance(wallet)
  const newestFirst = rows.toSorted((a, b) => b.timestamp - a.timestamp || b.seq - a.seq)
  for (const row of newestFirst) {
    const step = stepBack(place, row)
    found.push(...step.differences)
    place = step.place
  }
  return [...found, ...atTheBeginning(place, wallet.userId)]
}

const named = (books: Books): string[] => check(books).map(({ kind, id }) => `${kind} ${id}`)

test('honest books are in order', () => {
  expect(named(HONEST)).toEqual([])
  expect(named({ wallet: emptyWallet(ALICE), rows: [] })).toEqual([])
})

const amount = fc.integer({ min: 1, max: 1_000 })
const move = fc.oneof(
  fc.tuple(amount, amount).map(([n, bonus]) => moves.purchase(n, bonus)),
  amount.map(moves.adjustUp),
  amount.map(moves.adjustDown),
  amount.map((n) => moves.takeBack(n, 0)),
)
test('so are any books that the ledger itself has written', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 12 }), (all) => {
      expect(named(book(emptyWallet(ALICE), all))).toEqual([])
    }),
  )
})

const AT = 3
const id = HONEST.rows[AT]?.id ?? ''
const next = HONEST.rows[AT + 1]?.id ?? ''

/** One row is another; `rehashed`: by somebody who knows how the hash is made. */
function changed(change: Partial<TokenTransaction>, rehashed = false): Books {
  const rows = HONEST.rows.map((row, at) => {
    if (at !== AT) return row
    const made = { ...row, ...change }
    return rehashed ? { ...made, hash: rowHash(made, sha256) } : made
  })
  return { ...HONEST, rows }
}

const [ROW] = HONEST.rows.slice(AT)
if (!ROW) throw new Error('no such row')

describe('a row changed by hand is named', () => {
  test.each<[string, Partial<TokenTransaction>, string]>([
    ['its amount', { amount: tokens(1) }, 'row_hash'],
    ['its owner', { userId: BOB }, 'row_postings'],
    ['a posting', { postings: [] }, 'row_postings'],
    ['its sums', { deltas: { ...ROW.deltas, dBook: 5 } }, 'row_postings'],
    ['the balance after it', { balanceAfter: tokens(999) }, 'row_totals'],
    ['a lifetime total', { after: { ...ROW.after, totalSpent: tokens(1) } }, 'row_hash'],
    ['when it was', { timestamp: ROW.timestamp - 1 }, 'row_hash'],
    ['what it was about', { relatedId: 'another' }, 'row_hash'],
    ['its hash', { hash: 'f'.repeat(64) }, 'row_hash'],
    ['its number', { seq: 99 }, 'row_hash'],
    ['a field that is gone', { postings: undefined as never }, 'row_unreadable'],
  ])('%s', (_, change, kind) => {
    expect(named(changed(change))).toContain(`${kind} ${id}`)
  })

  test('somebody who hashes it anew breaks the chain', () => {
    expect(named(changed({ metadata: { cause: 'gift' } }, true))).toEqual([`row_chain ${next}`])
  })

  test('a link changed by hand and hashed anew is no link', () => {
    const broken = named(changed({ prevHash: 'f'.repeat(64) }, true))
    expect(broken).toEqual([`row_chain ${next}`, `row_chain ${id}`])
  })

  test('one under another name is not the one it says', () => {
    expect(faultsOfRow({ id: 'other', value: ROW }, sha256)).toMatchObject([{ kind: 'row_hash' }])
  })

  test('one that nothing of ours would have written is named all the same', () => {
    const unreadable = { kind: 'row_unreadable', id: 'x', userId: null, facts: { writtenAt: '' } }
    expect(faultsOfRow({ id: 'x', value: null }, sha256)).toEqual([unreadable])
  })
})

describe('a row that is gone is missed', () => {
  test.each([
    ['the first', 0, HONEST.rows[1]?.id],
    ['one in between', AT, next],
    ['the newest', HONEST.rows.length - 1, ALICE],
  ])('%s', (_, gone, misses) => {
    const rows = HONEST.rows.filter((_, at) => at !== gone)
    expect(named({ ...HONEST, rows })).toEqual([`row_missing ${misses}`])
  })

  test('all of them', () => {
    const facts = { from: 1, to: HONEST.rows.length }
    expect(check({ ...HONEST, rows: [] })).toMatchObject([{ kind: 'row_missing', facts }])
  })
})

test('a row too many is named, and accuses no other', () => {
  const forged = { ...ROW, id: 'forged' }
  const twice = { ...forged, hash: rowHash(forged, sha256) }
  const rows = [...HONEST.rows.slice(0, AT + 1), twice, ...HONEST.rows.slice(AT + 1)]
  const broken = named({ ...HONEST, rows })
  expect(broken.filter((each) => each.startsWith('row_double'))).toHaveLength(1)
  expect(broken.every((each) => [id, 'forged', next].some((one) => each.includes(one)))).toBe(true)
})

// Tokens out of nothing: the commonest thing to try.
describe('a balance changed by hand is named', () => {
  test.each<[string, Partial<Wallet>]>([
    ['available', { available: tokens(1_000_000) }],
    ['committed', { committed: tokens(1) }],
    ['owed', { owed: tokens(7) }],
    ['earned', { totalEarned: tokens(1) }],
    ['spent', { totalSpent: tokens(1) }],
    ['the head of its chain', { headHash: '' }],
  ])('%s', (_, change) => {
    const wallet = { ...HONEST.wallet, ...change }
    expect(named({ ...HONEST, wallet })).toEqual([`balance_rows ${ALICE}`])
  })

  test('its version, up or down', () => {
    const { version } = HONEST.wallet
    const up = { ...HONEST.wallet, version: version + 1 }
    expect(named({ ...HONEST, wallet: up })).toEqual([`row_missing ${ALICE}`])
    const down = { ...HONEST.wallet, version: version - 1 }
    expect(named({ ...HONEST, wallet: down })).toContain(`balance_rows ${ALICE}`)
  })

  test('one without rows that has something', () => {
    const wallet = { ...emptyWallet(ALICE), available: tokens(5) }
    expect(named({ wallet, rows: [] })).toEqual([`balance_rows ${ALICE}`])
  })
})

test('what is held is what lies in open commitments', () => {
  const wallet = { ...emptyWallet(ALICE), committed: tokens(30) }
  expect(faultsOfHeld(wallet, 30)).toEqual([])
  expect(faultsOfHeld(wallet, 20)).toMatchObject([{ kind: 'balance_held', id: ALICE }])
})
