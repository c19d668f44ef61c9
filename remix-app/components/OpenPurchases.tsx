// Purchases that are not finished: pay now, or know what is being waited for.
import { Link } from '@remix-run/react'
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { useFormat } from '../lib/locale.ts'
import { declineAdvice } from '../lib/purchases.ts'
import { PAYING } from '../words/common.ts'
import { PENDING } from '../words/wallet.ts'
import { CancelPurchase } from './CancelPurchase.tsx'
import { StatusBadge, Time, TokenCount } from './Figures.tsx'

export function OpenPurchases({ purchases }: { purchases: readonly PurchaseView[] }) {
  return (
    <section
      aria-labelledby="open-title"
      className="border-t border-line px-5 pt-4"
      data-awaits={purchases.some(({ status }) => status === 'awaiting_payment') || undefined}
    >
      <h3 id="open-title">{PENDING.openPurchases}</h3>
      <ul>
        {purchases.map((purchase) => (
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
    <li className="border-t border-line py-4 first:border-0 first:pt-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="font-semibold wrap-anywhere">{packageName}</p>
        <StatusBadge purchase={purchase} />
      </div>
      <p className="text-sm text-soft">
        <TokenCount count={purchase.tokens + purchase.bonusTokens} />,{' '}
        {format.usd(purchase.priceUsdCents)}
      </p>
      {failureReason ? <p className="mt-1 text-sm">{declineAdvice(failureReason)}</p> : null}
      {payable ? (
        <p className="mt-1 text-sm text-soft">
          {PENDING.payableUntil} <Time at={purchase.expiresAt} />
        </p>
      ) : null}
      <div className="no-print mt-2 flex flex-wrap gap-x-4">
        {payable ? (
          <a href={checkoutUrl} className="link link-block">
            {PAYING.now}
            <span className="sr-only">{PAYING.nowFor(packageName)}</span>
          </a>
        ) : null}
        <Link to={`/wallet/purchases/${purchaseId}`} className="link link-block">
          {PENDING.details}
          <span className="sr-only">{PENDING.detailsOf(packageName)}</span>
        </Link>
        {status === 'pending' ? (
          <CancelPurchase purchaseId={purchaseId} className="link link-block">
            {PENDING.cancel}
            <span className="sr-only">{PENDING.cancelOf(packageName)}</span>
          </CancelPurchase>
        ) : null}
      </div>
    </li>
  )
}
