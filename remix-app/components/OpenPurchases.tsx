// Purchases that are not finished: pay now, or know what is being waited for.
import { Link } from '@remix-run/react'
import type { PurchaseView } from '../../shared/api/tokens.ts'
import type { Section } from '../lib/api.server.ts'
import { useFormat } from '../lib/locale.ts'
import { declineAdvice } from '../lib/purchases.ts'
import { CancelPurchase } from './CancelPurchase.tsx'
import { StatusBadge, Time, TokenCount } from './Figures.tsx'
import { ProblemNotice } from './Notice.tsx'

export function OpenPurchases({ purchases }: { purchases: Section<PurchaseView[]> }) {
  if (purchases.problem) {
    const { problem } = purchases
    return <ProblemNotice problem={problem} subject="Your purchases" retryTo="/wallet" />
  }
  if (purchases.value.length === 0) return null
  return (
    <section aria-labelledby="open-title" className="card">
      <h2 id="open-title" className="px-5 pt-5">
        Open purchases
      </h2>
      <ul className="px-5 pb-2">
        {purchases.value.map((purchase) => (
          <OpenPurchase key={purchase.purchaseId} purchase={purchase} />
        ))}
      </ul>
    </section>
  )
}

function OpenPurchase({ purchase }: { purchase: PurchaseView }) {
  const format = useFormat()
  const { purchaseId, status, checkoutUrl, failureReason, packageName } = purchase
  const payable = status === 'pending' && checkoutUrl
  return (
    <li className="border-t border-line py-4 first:border-0">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="font-semibold">{packageName}</p>
        <StatusBadge purchase={purchase} />
      </div>
      <p className="text-sm text-soft">
        <TokenCount count={purchase.tokens + purchase.bonusTokens} />,{' '}
        {format.usd(purchase.priceUsdCents)}
      </p>
      {failureReason ? <p className="mt-1 text-sm">{declineAdvice(failureReason)}</p> : null}
      {payable ? (
        <p className="mt-1 text-sm text-soft">
          Can be paid until <Time at={purchase.expiresAt} />
        </p>
      ) : null}
      <div className="no-print mt-2 flex flex-wrap gap-x-4">
        {payable ? (
          <a href={checkoutUrl} className="link link-block">
            Pay now<span className="sr-only"> for {packageName}</span>
          </a>
        ) : null}
        <Link to={`/wallet/purchases/${purchaseId}`} className="link link-block">
          Details<span className="sr-only"> of {packageName}</span>
        </Link>
        {status === 'pending' ? (
          <CancelPurchase purchaseId={purchaseId} className="link link-block">
            Cancel<span className="sr-only"> the purchase of {packageName}</span>
          </CancelPurchase>
        ) : null}
      </div>
    </li>
  )
}
