// Reports, rules and other readers of the database know these names; the code may be renamed, they
// may not.
import { expect, test } from 'vitest'
import { CommitmentId, SessionId } from '../../../shared/ids.ts'
import { tokens, usdCents } from '../../../shared/tokens.ts'
import { payoutJobIdOf } from '../../domain/keys.ts'
import { emptyWallet, type Wallet } from '../../domain/ledger.ts'
import { gateOf } from '../../domain/prediction.ts'
import type { Kind, Stored } from '../../ports.ts'
import { predictionOf } from '../../test/betting.ts'
import { book, moves } from '../../test/movements.ts'
import { orderOf } from '../../test/orders.ts'
import { ADMIN, ALICE } from '../../test/people.ts'
import { pathOf, SPELLINGS } from './documents.ts'

const WALLET: Wallet = {
  ...emptyWallet(ALICE),
  available: tokens(7),
  committed: tokens(5),
  owed: tokens(0),
  totalEarned: tokens(11),
  totalSpent: tokens(13),
  version: 3,
  openOrders: { pur_a: 999 },
  restriction: 'purchases',
  headHash: 'abc',
  lastUpdated: 1_700_000_000_123_456,
}
const [ROW] = book(WALLET, [moves.purchase(500, 50)], 1_700_000_001_000_001).rows

const PREDICTION = predictionOf(1_700_000_000_000_000)
/** What Firestore says, not what we wrote. */
const CREATED = '2023-11-14T22:13:20.123456Z'
const BORN_AT = 1_700_000_000_123_456

const SAMPLES: { readonly [K in Kind]: Stored[K] } = {
  wallet: WALLET,
  row: ROW ?? fail(),
  order: orderOf({ creditedAt: 5, private: 'sealed', takenBack: 'partial' }),
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
    createdAt: 3,
    state: 'open',
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
}

function fail(): never {
  throw new Error('nothing was booked')
}

function encoded<K extends Kind>(kind: K) {
  return SPELLINGS[kind].encode(SAMPLES[kind])
}

const namesOf = (kind: Kind): string[] => Object.keys(encoded(kind)).sort()

for (const kind of Object.keys(SAMPLES) as Kind[]) {
  test(`a stored ${kind} comes back exactly as it was written`, () => {
    expect(SPELLINGS[kind].decode(encoded(kind), CREATED)).toEqual(SAMPLES[kind])
  })
}

test('each kind is where the design says; gates are beneath their prediction', () => {
  const kinds = Object.keys(SPELLINGS) as Kind[]
  expect(Object.fromEntries(kinds.map((kind) => [kind, pathOf(kind, 'x')]))).toEqual({
    wallet: 'balances/x',
    row: 'transactions/x',
    order: 'purchases/x',
    package: 'packages/x',
    dataKey: 'userKeys/x',
    event: 'stripeEvents/x',
    flag: 'fraudFlags/x',
    audit: 'auditLog/x',
    auditHead: 'auditHeads/x',
    receipt: 'receipts/x',
    deadLetter: 'deadLetters/x',
    prediction: 'predictions/x',
    gate: 'predictions/x',
    lock: 'locks/x',
    totals: 'predictionTotals/x',
    commitment: 'commitments/x',
    payoutJob: 'payoutJobs/x',
  })
})

test("a balance is spelled as the seed's UserBalance, with what the wallet added", () => {
  expect(namesOf('wallet')).toEqual([
    'availableTokens',
    'committedTokens',
    'day',
    'headHash',
    'lastUpdated',
    'limits',
    'openOrders',
    'owedTokens',
    'restriction',
    'state',
    'totalEarned',
    'totalSpent',
    'userId',
    'version',
    'yieldUntil',
  ])
  expect(encoded('wallet').availableTokens).toEqual({ integerValue: '7' })
  expect(encoded('wallet').lastUpdated).toEqual({ timestampValue: '2023-11-14T22:13:20.123456Z' })
})

test("a ledger row is spelled as the seed's Transaction, with postings and their sums", () => {
  const seed = ['amount', 'balanceAfter', 'balanceBefore', 'id', 'metadata', 'relatedId']
  const chain = ['after', 'hash', 'postings', 'prevHash', 'requestHash', 'seq', 'shard']
  const sums = ['dAdjust', 'dAvailable', 'dBook', 'dCommitted', 'dOwed', 'dPromo', 'dStripe']
  const names = [...seed, ...chain, ...sums, 'status', 'timestamp', 'type', 'userId']
  expect(namesOf('row')).toEqual(names.sort())
  const row = encoded('row')
  expect(row.status).toEqual({ stringValue: 'completed' })
  expect(row.dStripe).toEqual({ integerValue: '-500' })
  const after = row.after && 'mapValue' in row.after ? row.after.mapValue.fields : {}
  expect(Object.keys(after ?? {}).sort()).toEqual([
    'availableTokens',
    'committedTokens',
    'owedTokens',
    'totalEarned',
    'totalSpent',
    'version',
  ])
})

test("a package is spelled as the seed's TokenPackage, in cents", () => {
  const seed = ['bonusTokens', 'createdAt', 'id', 'isActive', 'name', 'sortOrder', 'stripePriceId']
  const more = ['outOfSync', 'popular', 'priceUsdCents', 'stripeProductId', 'tokens']
  expect(namesOf('package')).toEqual([...seed, ...more].sort())
})

// A balance from before limits existed must not break its owner's next purchase.
test('an older balance reads as one without limits', () => {
  const { limits: _, day: __, yieldUntil: ___, ...older } = encoded('wallet')
  expect(SPELLINGS.wallet.decode(older, CREATED)).toEqual(WALLET)
})

// Lateness is judged by the database's own clock; a field of ours could say anything.
test('when a lock or a commitment was born is no field of it', () => {
  expect(namesOf('lock')).toEqual(['predictionId'])
  expect(namesOf('commitment')).not.toContain('bornAt')
})

test('only what is harmless to write twice is written without being read', () => {
  const blind = (Object.keys(SPELLINGS) as Kind[]).filter(
    (kind) => SPELLINGS[kind].unread === 'overwrite',
  )
  expect(blind.sort()).toEqual(['deadLetter', 'event', 'totals'])
})
