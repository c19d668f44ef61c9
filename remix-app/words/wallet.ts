// The wallet page.
import { plural } from '../lib/format.ts'

const PURCHASES = { one: 'purchase', other: 'purchases' }
const PAYOUTS = { one: 'payout', other: 'payouts' }

export const WALLET = {
  pageTitle: 'Wallet · KAI Wallet',
  title: 'Your wallet',
  availableTokens: 'Available tokens',
  available: 'Available',
  committed: 'Committed',
  total: 'Total',
  owed: 'Owed',
  buy: 'Buy tokens',
  toPurchases: 'Purchases',
  toCommitments: 'Commitments',
  lastMovement: 'Last movement',
  noMovement: 'Nothing has moved yet',
  attention: 'What needs your attention',
  balance: 'Your balance',
  purchases: 'Your purchases',
  payouts: 'Your running payouts',
  history: 'Your history',
  recent: 'Recent history',
  allHistory: 'All history',
}

export const CHART = {
  table: 'As numbers',
  caption: 'The balance over your last movements',
  when: 'When',
  empty: 'Your balance is drawn here from the first movement on.',
}

export const PENDING = {
  title: 'Pending',
  nothing: 'Nothing is pending',
  unknown: 'What is pending is not known',
  nothingText: 'Purchases that you have not paid, and payouts under way, are shown here.',
  hint: 'Your purchases and payouts',
  purchases: (count: number) => `${count} open ${plural(count, PURCHASES)}`,
  payouts: (count: number) => `${count} ${plural(count, PAYOUTS)} running`,
  openPurchases: 'Open purchases',
  payableUntil: 'Can be paid until',
  details: 'Details',
  detailsOf: (name: string) => ` of ${name}`,
  cancel: 'Cancel',
  cancelOf: (name: string) => ` the purchase of ${name}`,
  runningPayouts: 'Being paid out',
  runningNote: 'The result is known; your tokens move in a moment.',
  stake: (side: string, tokens: string, most: string) =>
    `${tokens} on ${side}, up to ${most} come back`,
}
