// A bank payment that came to nothing, days after it was sent: nobody sits and waits for it, so the
// wallet says so for as long as it is news.
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { STANDING } from '../words/standing.ts'
import type { Format } from './format.ts'
import type { StandingNotice } from './standing.server.ts'

/** Banks take up to 14 days; another week to look in. */
const NEWS_MS_MAX = 21 * 86_400_000

/** `purchases`: newest first. Whoever has bought since knows how it goes on. */
export function unpaidNews(
  [newest]: readonly PurchaseView[],
  format: Format,
  now: number,
): StandingNotice[] {
  if (newest?.failureReason !== 'bank_payment_failed' || newest.status !== 'failed') return []
  if (now - Date.parse(newest.createdAt) > NEWS_MS_MAX) return []
  const { tokens, bonusTokens, priceUsdCents, purchaseId } = newest
  const { title, text, way } = STANDING.unpaid
  return [
    {
      kind: 'unpaid',
      title,
      text: text(format.usd(priceUsdCents), format.count(tokens + bonusTokens)),
      to: `/wallet/purchases/${purchaseId}`,
      way,
      stops: 'none',
    },
  ]
}
