// Purchases, newest first; each leads to its own page.
import { Link } from '@remix-run/react'
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { useFormat } from '../lib/locale.ts'
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

const TAKEN = { none: null, partial: 'Partly taken back', full: 'Taken back' } as const

function PurchaseRow({ purchase }: { purchase: PurchaseView }) {
  const format = useFormat()
  const { purchaseId, packageName, status, checkoutUrl, takenBack } = purchase
  return (
    <li className="purchase-row border-t border-line py-4 first:border-0">
      <div className="min-w-0">
        <Link to={`/wallet/purchases/${purchaseId}`} className="link row-link">
          {packageName}
        </Link>
        <p className="text-sm text-soft">
          <TokenCount count={purchase.tokens + purchase.bonusTokens} />
        </p>
        <p className="text-sm text-soft">
          <Time at={purchase.createdAt} />
        </p>
      </div>
      <div className="flex flex-col items-end gap-1.5">
        <p className="font-semibold tabular-nums">{format.usd(purchase.priceUsdCents)}</p>
        <StatusBadge purchase={purchase} />
        {TAKEN[takenBack] ? <span className="badge badge-bad">{TAKEN[takenBack]}</span> : null}
        {status === 'pending' && checkoutUrl ? (
          <a href={checkoutUrl} className="link link-block no-print">
            Pay now<span className="sr-only"> for {packageName}</span>
          </a>
        ) : null}
      </div>
    </li>
  )
}
