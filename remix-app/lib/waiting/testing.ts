// For tests: a commitment and a purchase that wait, and what the server says of them.
import type { PredictionView } from '../../../shared/api/predictions.ts'
import type { PackageView } from '../../../shared/api/tokens.ts'
import { PackageId, PredictionId } from '../../../shared/ids.ts'
import { OddsBps } from '../../../shared/odds.ts'
import { tokens, usdCents } from '../../../shared/tokens.ts'
import { balanceAt } from '../testing.ts'
import type { Present } from './decide.ts'
import type { WaitingCommitment, WaitingPurchase } from './entry.ts'

export const NOW = 1_800_000_000_000
const TAPPED = {
  userId: 'ann',
  since: NOW - 60_000,
  wasSent: false,
  mustAsk: false,
  available: 100,
}

export const commitment: WaitingCommitment = {
  ...TAPPED,
  kind: 'commitment',
  id: 'ann/commitment/prd_1',
  key: 'key-1',
  predictionId: 'prd_1',
  title: 'Rain',
  position: 'yes',
  tokens: 30,
  oddsBps: 18_500,
}

export const purchase: WaitingPurchase = {
  ...TAPPED,
  kind: 'purchase',
  id: 'ann/purchase',
  key: 'key-2.pack',
  packageId: 'pack',
  name: 'Pack',
  tokens: 1000,
  bonusTokens: 100,
  priceUsdCents: 1000,
}

export const offer: PackageView = {
  id: PackageId.parse('pack'),
  name: 'Pack',
  tokens: tokens(1000),
  bonusTokens: tokens(100),
  priceUsdCents: usdCents(1000),
  popular: false,
  sortOrder: 1,
}

export const prediction: PredictionView = {
  id: PredictionId.parse('prd_1'),
  title: 'Rain',
  description: '',
  category: 'weather',
  status: 'open',
  closesAt: '2030-01-01T00:00:00.000Z',
  oddsBps: { yes: OddsBps.parse(18_500), no: OddsBps.parse(20_000) },
  minTokens: tokens(1),
  maxTokens: tokens(1000),
  totals: { yes: tokens(0), no: tokens(0) },
  outcome: null,
  resolutionVersion: 0,
  earlierWords: [],
}

export const atOdds = (yes: number): PredictionView => ({
  ...prediction,
  oddsBps: { ...prediction.oddsBps, yes: OddsBps.parse(yes) },
})

/** Nothing has changed: 100 tokens of the same person. */
export const unchanged: Present = {
  balance: balanceAt(10),
  prediction,
  offer,
  arrivedTo: null,
}
