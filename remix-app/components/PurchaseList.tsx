// Purchases, newest first; each leads to its own page.
import { Link } from '@remix-run/react'
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { useFormat } from '../lib/locale.ts'
import { PAYING } from '../words/common.ts'
import { StatusBadge, Time, TokenCount } from './Figures.tsx'

export function PurchaseList({ purchases }: { purchases: readonly PurchaseView[] }) {
  return (
    <ul className="px-4 sm:px-6">
      {purchases.map((purchase) => (
        <PurchaseRow key={purchase.purchaseId} purchase={purchase} />
      ))}
    </ul>
  )
}

function PurchaseRow({ purchase }: { purchase: PurchaseView }) {
  const format = useFormat()
  const { purchaseId, packageName, status, checkoutUrl } = purchase
  return (
    <li className="entry">
      <p className="entry-line">
        <Link to={`/wallet/purchases/${purchaseId}`} className="link row-link">
          {packageName}
        </Link>
        <span className="font-semibold tabular-nums">{format.usd(purchase.priceUsdCents)}</span>
      </p>
      <div className="entry-line">
        <p className="text-sm text-soft">
          <TokenCount count={purchase.tokens + purchase.bonusTokens} />
          <br />
          <Time at={purchase.createdAt} />
        </p>
        <StatusBadge purchase={purchase} />
      </div>
      {status === 'pending' && checkoutUrl ? (
        <p className="no-print">
          <a href={checkoutUrl} className="link link-block">
            {PAYING.now}
            <span className="sr-only">{PAYING.nowFor(packageName)}</span>
          </a>
        </p>
      ) : null}
    </li>
  )
}
