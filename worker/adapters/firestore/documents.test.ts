// Reports, rules and other readers of the database know these names; the code may be renamed, they
// may not.
import { expect, test } from 'vitest'
import type { Kind } from '../../ports.ts'
import { SAMPLES } from '../../test/samples.ts'
import { pathOf, SPELLINGS } from './documents.ts'

/** What Firestore says, not what we wrote. */
const CREATED = '2023-11-14T22:13:20.123456Z'

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
    alert: 'alerts/x',
    dailyStats: 'dailyStats/x',
    checkpoint: 'checkpoints/x',
    ledgerState: 'system/x',
    night: 'system/x',
    ledgerSums: 'system/x',
    stripeWatch: 'system/x',
    report: 'reconciliations/x',
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
    refund: 'refunds/x',
    adjustment: 'adjustments/x',
    ruling: 'rulings/x',
    resolution: 'resolutions/x',
  })
})

test("a balance is spelled as the seed's UserBalance, with what the wallet added", () => {
  expect(namesOf('wallet')).toEqual([
    'availableTokens',
    'committedTokens',
    'day',
    'headHash',
    'holds',
    'lastUpdated',
    'limits',
    'openOrders',
    'owedTokens',
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
  expect(SPELLINGS.wallet.decode(older, CREATED)).toEqual(SAMPLES.wallet)
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
