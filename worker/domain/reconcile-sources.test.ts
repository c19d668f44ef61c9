// What a row comes from says the same, or somebody was paid for nothing; and nobody is accused
// whose rows are as the product writes them.
import { describe, expect, test } from 'vitest'
import { CommitmentId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { predictionOf } from '../test/betting.ts'
import { sha256 } from '../test/movements.ts'
import { orderOf } from '../test/orders.ts'
import { ALICE, BOB } from '../test/people.ts'
import { type Commitment, commit } from './commitment.ts'
import { append, emptyWallet, type Movement, shardOf, type TokenTransaction } from './ledger.ts'
import { settlementOf, type Verdict } from './payout.ts'
import { gateOf } from './prediction.ts'
import type { Order } from './purchase.ts'
import {
  holding,
  isPosted,
  sourceOf,
  wrongInReturn,
  wrongInSettlement,
  wrongInUndoing,
} from './reconcile-source.ts'
import { reversalOf } from './reversal.ts'

const NOW = 1_700_000_000_000_000
const id = CommitmentId.parse(`cmt_${'a'.repeat(40)}`)
const PREDICTION = { ...predictionOf(NOW), resolutionVersion: 2 }
const found = <T extends { readonly id: string }>(value: T) => ({ id: value.id, value })

const WON: Verdict = { status: 'won', payout: tokens(61) }
const LOST: Verdict = { status: 'lost', payout: tokens(0) }
const LATE: Verdict = { status: 'refunded', payout: tokens(33), cause: 'late' }

/** A bet of 33 by somebody with 40, or with nothing but a debt by the time it is settled. */
function settled(verdicts: readonly Verdict[], more: { readonly owed?: number } = {}) {
  const request = {
    ...({ id, predictionId: PREDICTION.id, position: 'yes', tokens: tokens(33) } as const),
    ...{ oddsBps: PREDICTION.oddsBps.yes, requestHash: 'r', shard: shardOf(id, sha256) },
  }
  const rich = { ...emptyWallet(ALICE), available: tokens(40) }
  const decided = commit(rich, gateOf({ ...PREDICTION, status: 'open' }), request, NOW)
  if (!decided.ok) throw new Error(decided.failure.code)
  const made = append(decided.value.wallet, decided.value.movement, NOW, sha256)
  let { commitment } = decided.value
  let wallet = made.wallet
  if (more.owed) wallet = { ...wallet, available: tokens(0), owed: tokens(more.owed) }
  const rows = verdicts.flatMap((verdict, at) => {
    const resolution = { version: at + 1, outcome: 'yes', requestHash: 'r' } as const
    const done = settlementOf(commitment, verdict, resolution, NOW + at)
    commitment = done.commitment
    return done.movements.map((movement) => {
      const booked = append(wallet, movement, NOW + at, sha256)
      wallet = booked.wallet
      return booked.row
    })
  })
  return { commitment, made: made.row, rows: rows as [TokenTransaction, ...TokenTransaction[]] }
}

const wrongIn = (row: TokenTransaction, commitment: Commitment, version = 1): string[] =>
  wrongInSettlement(row, version, found(commitment))

describe('a settlement', () => {
  test.each([
    ['won', [WON], {}],
    ['lost', [LOST], {}],
    ['came too late', [LATE], {}],
    ['won, and owes more', [WON], { owed: 100 }],
    ['won, and owes less', [WON], { owed: 10 }],
  ] as const)('of a bet that %s is in order', (_, verdicts, more) => {
    const { rows, commitment, made } = settled(verdicts, more)
    expect(sourceOf(rows[0])).toEqual({ kind: 'settled', commitmentId: id, version: 1 })
    expect(wrongIn(rows[0], commitment)).toEqual([])
    expect(isPosted(made, holding(made))).toBe(true)
  })

  test.each<[string, string, Partial<TokenTransaction>, Partial<Commitment>]>([
    ['somebody else', 'owner', {}, { userId: BOB }],
    ['another bet', 'id', { metadata: {} }, {}],
    ['a version to come', 'version', {}, { settledVersion: 0 }],
    ['another version', 'version', { resolutionVersion: 2 }, {}],
    ['another prediction', 'prediction', {}, { predictionId: 'prd-x' as never }],
    ['more', 'amount postings', { amount: tokens(62) }, {}],
  ])('of %s is named', (_, wrong, row, commitment) => {
    const { rows, commitment: made } = settled([WON])
    expect(wrongIn({ ...rows[0], ...row }, { ...made, ...commitment }).join(' ')).toBe(wrong)
  })
})

describe('what takes a settlement back', () => {
  const undoing = (verdict: Verdict) => {
    const { rows, commitment } = settled([verdict, LOST])
    const [before, row] = rows
    if (!row) throw new Error('nothing was taken back')
    return { before, row, commitment }
  }
  const wrong = (row: TokenTransaction, before: TokenTransaction | null, commitment: Commitment) =>
    wrongInUndoing(row, 1, found(commitment), before && found(before))

  test.each([WON, LOST, LATE])('is in order: $status', (verdict) => {
    const { before, row, commitment } = undoing(verdict)
    expect(sourceOf(row)).toMatchObject({ kind: 'undone', version: 1, rowId: before.id })
    expect(wrong(row, before, commitment)).toEqual([])
  })

  test('is named without it, without a later one, or of another amount', () => {
    const { before, row, commitment } = undoing(WON)
    expect(wrong(row, null, commitment)).toEqual(['settlement'])
    expect(wrong(row, before, { ...commitment, settledVersion: 1 })).toEqual(['version'])
    expect(wrong({ ...row, amount: tokens(1) }, before, commitment)).toEqual(['settlement'])
    expect(wrong({ ...row, postings: [] }, before, commitment)).toEqual(['postings'])
  })
})

describe('what follows money that went back', () => {
  const paid = { chargedCents: 1_000, refundedCents: 400, withdrawnCents: 0 }
  const order: Order = { ...orderOf(), status: 'credited', paid }
  const nothing = { ...paid, refundedCents: 0 }
  const taken = reversalOf(order, nothing, 'r')
  if (!taken) throw new Error('nothing was taken')
  const back = reversalOf({ ...taken.order, paid: nothing }, paid, 'r')
  if (!back) throw new Error('nothing was given back')
  const rowOf = (movement: Movement) =>
    append({ ...emptyWallet(order.userId), available: tokens(5) }, movement, NOW, sha256).row

  test.each([
    ['taken', taken, 1],
    ['given back', back, 2],
  ])('is in order: %s', (_, { movement, order: after }, number) => {
    const row = rowOf(movement)
    expect(sourceOf(row)).toEqual({ kind: 'returned', purchaseId: order.id, number })
    expect(wrongInReturn(row, number, after)).toEqual([])
  })

  test.each<[string, Partial<Order>]>([
    ['owner', { userId: BOB }],
    ['order', { status: 'expired' }],
    ['number', { reversals: 0 }],
  ])('is named: %s', (wrong, change) => {
    expect(wrongInReturn(rowOf(taken.movement), 1, { ...taken.order, ...change })).toEqual([wrong])
  })

  test('is named when it is turned round', () => {
    const row: TokenTransaction = { ...rowOf(taken.movement), type: 'reinstate' }
    expect(wrongInReturn(row, 1, taken.order)).toEqual(['postings'])
  })
})

test.each([
  ['forged_1', 'win'],
  [`settle_${id}_v0`, 'win'],
  [`settle_${id}_v1`, 'reinstate'],
  [`reverse_settle_${id}_v1`, 'win'],
  [`reversal_pur_${'a'.repeat(40)}_0`, 'refund'],
  [`reversal_pur_${'a'.repeat(40)}_1`, 'win'],
] as const)('a row called %s of type %s comes from nothing', (name, type) => {
  const { rows } = settled([WON])
  expect(sourceOf({ ...rows[0], id: name, type })).toBeNull()
})
