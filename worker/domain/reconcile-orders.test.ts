// An order without its row is money taken for nothing; a row without its order, tokens for nothing.
import { describe, expect, test } from 'vitest'
import { SessionId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { sha256 } from '../test/movements.ts'
import { ORDER_ID, orderOf, paidSession } from '../test/orders.ts'
import { BOB } from '../test/people.ts'
import { SAMPLES } from '../test/samples.ts'
import { canonicalJson } from './canonical.ts'
import { append, emptyWallet, type TokenTransaction } from './ledger.ts'
import type { PayoutJob } from './payout-job.ts'
import type { Order } from './purchase.ts'
import { faultsOfOrder, faultsOfPurchaseRow, faultsOfTaken } from './reconcile-order.ts'
import { faultsOfJob, faultsOfSupply, sumOf, supplyOf } from './reconcile-payout.ts'
import { NOTHING } from './reconcile-row.ts'
import { credited, creditMovement } from './settlement.ts'

const session = paidSession()
const base = orderOf()
const requestHash = sha256(canonicalJson([base.id, session.id, base.requestHash]))
const { row: ROW } = append(
  emptyWallet(base.userId),
  creditMovement(base, session.id, requestHash),
  5_000,
  sha256,
)
const ORDER = credited(base, session, ROW.timestamp)

const orderFaults = (order: Order | null, row: TokenTransaction | null = ROW): string[] =>
  faultsOfOrder({ id: ORDER_ID, value: order }, row, sha256).map(({ kind }) => kind)

test('an order and its row agree', () => {
  expect(orderFaults(ORDER)).toEqual([])
  expect(orderFaults(orderOf(), null)).toEqual([])
  expect(faultsOfPurchaseRow(ROW, ORDER)).toEqual([])
})

describe('an order changed by hand is named', () => {
  test.each<[string, Partial<Order>, string]>([
    ['more tokens', { tokens: tokens(5_000) }, 'order_row'],
    ['no bonus', { bonusTokens: tokens(0) }, 'order_row'],
    ['another owner', { userId: BOB }, 'order_row'],
    ['another package', { packageName: 'Pro' }, 'order_row'],
    ['another time', { creditedAt: 1 }, 'order_row'],
    ['another request', { requestHash: 'x' }, 'order_row'],
    ['not credited after all', { status: 'pending' }, 'order_uncredited'],
    ['another name', { id: orderOf().id.replace('a', 'b') as never }, 'order_unreadable'],
  ])('%s', (_, change, kind) => {
    expect(orderFaults({ ...ORDER, ...change })).toEqual([kind])
  })

  test('credited without a row, or unreadable', () => {
    expect(orderFaults(ORDER, null)).toEqual(['order_without_row'])
    expect(orderFaults(null)).toEqual(['order_unreadable'])
  })

  test.each<[string, Order | null]>([
    ['is gone', null],
    ['is not credited', { ...ORDER, status: 'expired' }],
    ['belongs to somebody else', { ...ORDER, userId: BOB }],
    ['names another session', { ...ORDER, sessionId: SessionId.parse('cs_test_other') }],
  ])('a credit whose order %s', (_, order) => {
    expect(faultsOfPurchaseRow(ROW, order)).toMatchObject([
      { kind: 'row_without_order', id: ROW.id },
    ])
  })
})

describe('what was taken back', () => {
  const rowOf = (type: 'refund' | 'reinstate', amount: number, bonus: number) =>
    ({
      ...ROW,
      type,
      amount: tokens(amount),
      metadata: { bonusTokens: tokens(bonus) },
    }) as TokenTransaction
  const rows = [rowOf('refund', 110, 10), rowOf('refund', 220, 20), rowOf('reinstate', 110, 10)]
  const taken = { tokens: tokens(200), bonus: tokens(20) }
  const paid = { chargedCents: 1_000, refundedCents: 400, withdrawnCents: 0 }
  const order = { ...ORDER, reversals: 3, taken, paid }
  const takenBy = (reversals: number, found: readonly (TokenTransaction | null)[]) => ({
    own: found.slice(0, reversals),
    next: found[reversals] ?? null,
  })
  const kinds = (changes: Partial<Order>, found: readonly (TokenTransaction | null)[] = rows) =>
    faultsOfTaken({ ...order, ...changes }, takenBy(changes.reversals ?? 3, found)).map(
      ({ kind }) => kind,
    )

  test('is what its rows took', () => {
    expect(kinds({})).toEqual([])
    expect(faultsOfTaken(ORDER, { own: [], next: null })).toEqual([])
    // Of very many only the newest are looked at.
    expect(kinds({ reversals: 99 })).toEqual([])
  })

  test.each<[string, Partial<Order>, readonly (TokenTransaction | null)[]]>([
    ['more', { taken: { ...taken, tokens: tokens(201) } }, rows],
    ['less bonus', { taken: { ...taken, bonus: tokens(0) } }, rows],
    ['a row that is gone', {}, [...rows.slice(0, 2), null]],
    ['a row too many', { reversals: 2 }, rows],
    ['one that is not there of very many', { reversals: 99 }, [...rows, null]],
    ['more than the money that went back', { paid: { ...paid, refundedCents: 399 } }, rows],
    ['money of nobody', { paid: { ...paid, chargedCents: 0.5 } }, rows],
    ["somebody else's row", {}, [...rows.slice(0, 2), { ...rows[2], userId: BOB } as never]],
    ['more than was granted', { tokens: tokens(100) }, rows],
  ])('%s is named', (_, changes, found) => {
    expect(kinds(changes, found)).toEqual(['order_taken'])
  })
})

const SUMS = { rows: 3, book: -85 + 50, committed: -200 }
const JOB: PayoutJob = {
  ...SAMPLES.payoutJob,
  state: 'done',
  counts: { won: 1, lost: 1, refunded: 1, late: 0 },
  sums: SUMS,
  paid: 235,
}
const PREDICTION = {
  ...SAMPLES.prediction,
  status: 'resolved',
  outcome: 'yes',
  resolutionVersion: 1,
} as const

const jobFaults = (job: PayoutJob | null, rows = SUMS): string[] =>
  faultsOfJob({ id: JOB.id, value: job }, { rows, prediction: PREDICTION, decided: true }).map(
    ({ kind }) => kind,
  )

describe('a payout changed by hand is named', () => {
  test('one that was not is in order', () => {
    expect(jobFaults(JOB)).toEqual([])
    // Its rows are being written; it looks at them itself before it is done.
    expect(jobFaults({ ...JOB, state: 'running' }, { ...SUMS, rows: 9 })).toEqual([])
  })

  test.each<[string, Partial<PayoutJob>, string]>([
    ['its sums', { sums: { ...SUMS, book: 0 } }, 'payout_sums'],
    ['its counts', { counts: { ...JOB.counts, won: 2 } }, 'payout_sums'],
    ['what it paid', { paid: 1 }, 'payout_sums'],
    ['done with fewer than there were', { expected: 4 }, 'payout_sums'],
    ['its outcome', { outcome: 'no' }, 'payout_outcome'],
    ['its prediction', { predictionId: 'prd-other' as never }, 'payout_unreadable'],
    ['a field that is gone', { counts: undefined as never }, 'payout_unreadable'],
  ])('%s', (_, change, kind) => {
    expect(jobFaults({ ...JOB, ...change })).toEqual([kind])
  })

  test('a row too many, or too few', () => {
    expect(jobFaults(JOB, { ...SUMS, rows: 4 })).toEqual(['payout_sums'])
    expect(jobFaults(JOB, { ...SUMS, book: -36 })).toEqual(['payout_sums'])
  })
})

describe('the supply', () => {
  const rows = { ...NOTHING, dAvailable: 90, dCommitted: 20, dOwed: 10, dStripe: -100 }
  const balances = { available: 90, committed: 20, owed: 10 }

  test('comes out when everybody has what the rows moved', () => {
    expect(faultsOfSupply(supplyOf(rows), balances, sumOf(rows))).toEqual([])
  })

  test.each([
    ['a balance has more', rows, { ...balances, available: 91 }, { available: 1 }],
    ['a debt is gone', rows, { ...balances, owed: 0 }, { owed: -10 }],
    ['something is held by nobody', rows, { ...balances, committed: 0 }, { committed: -20 }],
    ['tokens came from nowhere', { ...rows, dStripe: -99 }, balances, { sum: 1 }],
  ])('is broken when %s', (_, moved, all, facts) => {
    expect(faultsOfSupply(supplyOf(moved), all, sumOf(moved))).toMatchObject([
      { kind: 'supply', facts },
    ])
  })
})
