// Stored things for tests, all of ann.
import { PackageId, PurchaseId, SessionId } from '../../shared/ids.ts'
import { tokens, usdCents } from '../../shared/tokens.ts'
import type { TokenTransaction, Wallet } from '../domain/ledger.ts'
import type { Order, TokenPackage } from '../domain/purchase.ts'
import { NOW_S, userId } from './testing.ts'

export const NOW_MICROS = NOW_S * 1_000_000
export const PURCHASE_ID = PurchaseId.parse(`pur_${'0a'.repeat(20)}`)
const ANN = userId('ann')

export const samplePackage = (changes: Partial<TokenPackage> = {}): TokenPackage => ({
  id: PackageId.parse('starter'),
  name: 'Starter',
  tokens: tokens(500),
  bonusTokens: tokens(50),
  priceUsdCents: usdCents(499),
  stripePriceId: 'price_starter',
  stripeProductId: 'prod_starter',
  isActive: true,
  popular: true,
  outOfSync: false,
  sortOrder: 1,
  createdAt: NOW_MICROS,
  ...changes,
})

export const sampleOrder = (changes: Partial<Order> = {}): Order => ({
  id: PURCHASE_ID,
  userId: ANN,
  packageId: PackageId.parse('starter'),
  packageName: 'Starter',
  tokens: tokens(500),
  bonusTokens: tokens(50),
  priceUsdCents: usdCents(499),
  stripePriceId: 'price_starter',
  status: 'pending',
  requestHash: 'request-hash',
  checkoutRequest: 'mode=payment',
  sessionId: SessionId.parse('cs_test_1'),
  checkoutUrl: 'http://127.0.0.1:12111/pay/cs_test_1',
  paymentIntentId: 'pi_secret',
  failureReason: null,
  paid: { chargedCents: 0, refundedCents: 0, withdrawnCents: 0 },
  taken: { tokens: tokens(0), bonus: tokens(0) },
  reversals: 0,
  looks: 0,
  dispute: 'none',
  follow: {},
  refunding: null,
  mismatch: null,
  createdAt: NOW_MICROS,
  expiresAt: NOW_MICROS + 2_400_000_000,
  creditedAt: null,
  nextCheckAt: null,
  shard: 0,
  private: null,
  cardFingerprint: 'fp_secret',
  ...changes,
})

export const sampleWallet = (changes: Partial<Wallet> = {}): Wallet => ({
  userId: ANN,
  holds: {},
  state: 'active',
  openOrders: {},
  limits: { purchaseCentsPerDay: null, commitTokensPerDay: null, excludedUntil: 0, wished: null },
  day: { day: 0, committedTokens: 0, purchasedCents: 0 },
  yieldUntil: 0,
  owed: tokens(0),
  totalEarned: tokens(0),
  totalSpent: tokens(0),
  available: tokens(550),
  committed: tokens(100),
  version: 3,
  headHash: 'chain-head',
  lastUpdated: NOW_MICROS + 1,
  ...changes,
})

export const sampleRow = (seq: number): TokenTransaction => ({
  id: `purchase_cs_test_${seq}`,
  userId: ANN,
  type: 'purchase',
  amount: tokens(550),
  balanceBefore: tokens(0),
  balanceAfter: tokens(550),
  relatedId: PURCHASE_ID,
  metadata: { stripePaymentId: 'pi_secret', packageId: 'starter', bonusTokens: 50 },
  postings: [],
  deltas: {
    dAvailable: 550,
    dCommitted: 0,
    dOwed: 0,
    dStripe: -500,
    dPromo: -50,
    dBook: 0,
    dAdjust: 0,
  },
  seq,
  after: sampleWallet(),
  requestHash: 'request-hash',
  prevHash: 'previous-hash',
  hash: 'row-hash',
  timestamp: NOW_MICROS + seq,
  shard: 0,
})
