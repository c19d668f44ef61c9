// One document of every kind, with each of its fields filled in: a new kind must get its own here.
import { AdjustmentId, CommitmentId, SessionId, UserId } from '../../shared/ids.ts'
import { tokens, usdCents } from '../../shared/tokens.ts'
import { payoutJobIdOf } from '../domain/keys.ts'
import { emptyWallet, type Wallet } from '../domain/ledger.ts'
import { gateOf } from '../domain/prediction.ts'
import type { Kind, Stored } from '../ports.ts'
import { predictionOf } from './betting.ts'
import { book, moves } from './movements.ts'
import { orderOf, REFUND_ID } from './orders.ts'
import { ADMIN, ALICE } from './people.ts'

const WALLET: Wallet = {
  ...emptyWallet(ALICE),
  available: tokens(7),
  committed: tokens(5),
  owed: tokens(0),
  totalEarned: tokens(11),
  totalSpent: tokens(13),
  version: 3,
  openOrders: { pur_a: 999 },
  holds: { dispute_1: { scope: 'purchases', at: 5, endsAt: null } },
  headHash: 'abc',
  lastUpdated: 1_700_000_000_123_456,
}
const [ROW] = book(WALLET, [moves.purchase(500, 50)], 1_700_000_001_000_001).rows

const PREDICTION = predictionOf(1_700_000_000_000_000)
/** What Firestore says, not what we wrote: 2023-11-14T22:13:20.123456Z. */
const BORN_AT = 1_700_000_000_123_456

export const SAMPLES: { readonly [K in Kind]: Stored[K] } = {
  wallet: WALLET,
  row: ROW ?? fail(),
  order: orderOf({
    creditedAt: 5,
    private: 'sealed',
    paid: { chargedCents: 999, refundedCents: 300, withdrawnCents: 1 },
    taken: { tokens: tokens(151), bonus: tokens(15) },
    reversals: 2,
    looks: 3,
    dispute: 'won',
    refunding: REFUND_ID,
  }),
  package: {
    id: orderOf().packageId,
    name: 'Starter',
    tokens: tokens(500),
    bonusTokens: tokens(50),
    priceUsdCents: usdCents(999),
    stripePriceId: 'price_1',
    stripeProductId: 'prod_1',
    isActive: true,
    popular: false,
    outOfSync: false,
    sortOrder: 1,
    createdAt: 1_700_000_000_000_001,
  },
  dataKey: { userId: ALICE, wrapped: 'AAAA', kekVersion: 1, keyVersion: 1 },
  event: {
    id: 'evt_1',
    type: 'charge.refunded',
    objectId: 'ch_1',
    createdAt: 1,
    outcome: 'unhandled',
    expiresAt: null,
  },
  flag: {
    id: 'order_1',
    userId: ALICE,
    purchaseId: orderOf().id,
    sessionId: SessionId.parse('cs_test_1'),
    paymentIntentId: 'pi_1',
    reason: 'subtotal',
    facts: '{}',
    createdAt: 3,
    state: 'closed',
    closed: { by: ADMIN, at: 4, reason: 'refunded' },
  },
  audit: {
    id: 'admin_1',
    actor: ADMIN,
    seq: 1,
    action: 'package.create',
    target: 'starter',
    before: null,
    after: '{}',
    key: 'k',
    requestHash: 'r',
    prevHash: '',
    hash: 'h',
    at: 4,
  },
  auditHead: { actor: ADMIN, seq: 1, hash: 'h' },
  receipt: { id: 'rcp_1', requestHash: 'r', answer: '{}', at: 5 },
  deadLetter: { id: 'd', body: '{}', reason: 'unreadable', parkedAt: 6, state: 'parked' },
  prediction: PREDICTION,
  gate: gateOf(PREDICTION),
  lock: { predictionId: PREDICTION.id, bornAt: BORN_AT },
  totals: { predictionId: PREDICTION.id, yes: 7, no: 0, at: 8 },
  commitment: {
    id: CommitmentId.parse(`cmt_${'a'.repeat(40)}`),
    userId: ALICE,
    predictionId: PREDICTION.id,
    predictionTitle: PREDICTION.title,
    tokensCommitted: tokens(100),
    position: 'yes',
    oddsBps: 18_500,
    potentialWinning: tokens(185),
    status: 'active',
    committedAt: 9,
    resolvedAt: null,
    settledVersion: 0,
    payout: tokens(0),
    requestHash: 'r',
    shard: 3,
    bornAt: BORN_AT,
  },
  payoutJob: {
    id: payoutJobIdOf(PREDICTION.id, 1),
    predictionId: PREDICTION.id,
    resolutionVersion: 1,
    outcome: 'yes',
    requestHash: 'r',
    state: 'running',
    expected: 3,
    counts: { won: 1, lost: 1, refunded: 0, late: 0 },
    sums: { rows: 2, book: -85, committed: -200 },
    paid: 185,
    pageToken: 'p',
    pages: 1,
    holder: 'h',
    leaseUntil: 10,
    nextCheckAt: 11,
    error: null,
    createdAt: 12,
    finishedAt: null,
  },
  adjustment: {
    id: AdjustmentId.parse(`adj_${'a'.repeat(20)}`),
    userId: ALICE,
    direction: 'take',
    tokens: tokens(40),
    reason: 'correction',
    private: 'sealed',
    state: 'approved',
    proposedBy: ADMIN,
    createdAt: 13,
    decidedBy: UserId.parse('admin2'),
    decidedAt: 14,
  },
  alert: {
    id: 'ledger_frozen_2026-01-15',
    cause: 'ledger_frozen',
    facts: '{}',
    at: 13,
    token: 't',
  },
  ledgerState: { id: 'ledger', frozen: { at: 14, reason: 'supply' } },
  night: {
    id: 'night',
    part: 3,
    startedAt: 15,
    movedAt: 16,
    finishedAt: null,
    step: 2,
    stage: 'people',
    after: 'alice',
    pending: ['bob'],
    work: '{}',
    digest: 'd',
    people: 500,
    checked: 70,
    rows: 1_000,
    payouts: 0,
    differences: 1,
  },
}

function fail(): never {
  throw new Error('nothing was booked')
}
