// A bank debit fails days after it was sent: whoever counts on its tokens must hear of it.
import { expect, test } from 'vitest'
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { PackageId, PurchaseId } from '../../shared/ids.ts'
import { tokens, usdCents } from '../../shared/tokens.ts'
import { formatFor } from './format.ts'
import { unpaidNews } from './unpaid-news.server.ts'

const ID = `pur_${'0'.repeat(40)}`
const DAY_MS = 86_400_000
const NOW = Date.parse('2026-05-30T12:00:00Z')
const format = formatFor('en-US', 'UTC')

const purchase = (over: Partial<PurchaseView> = {}): PurchaseView => ({
  purchaseId: PurchaseId.parse(ID),
  status: 'failed',
  checkoutUrl: null,
  tokens: tokens(500),
  bonusTokens: tokens(0),
  priceUsdCents: usdCents(499),
  packageId: PackageId.parse('starter'),
  packageName: 'Starter',
  createdAt: new Date(NOW - 10 * DAY_MS).toISOString(),
  expiresAt: new Date(NOW - 9 * DAY_MS).toISOString(),
  creditedAt: null,
  failureReason: 'bank_payment_failed',
  takenBack: 'none',
  takenBackBy: null,
  card: null,
  ...over,
})
const news = (...purchases: PurchaseView[]) => unpaidNews(purchases, format, NOW)

test('says what did not arrive, and leads to the purchase', () => {
  expect(news(purchase())).toMatchObject([
    { kind: 'unpaid', to: `/wallet/purchases/${ID}`, text: expect.stringMatching(/\$4\.99.*500/) },
  ])
})

test.each([
  ['has bought since', [purchase({ status: 'credited', failureReason: null }), purchase()]],
  ['a card was declined', [purchase({ failureReason: 'card_declined' })]],
  ['it can still be paid', [purchase({ status: 'pending' })]],
  ['long ago', [purchase({ createdAt: new Date(NOW - 22 * DAY_MS).toISOString() })]],
  ['nothing was ever bought', []],
])('no news: %s', (_, purchases) => expect(news(...purchases)).toEqual([]))
