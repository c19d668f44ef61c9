// What was ordered, as a receipt reads.
import type { ReactNode } from 'react'
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { useFormat } from '../lib/locale.ts'
import { StatusBadge, Time } from './Figures.tsx'

export function PurchaseFacts({ purchase }: { purchase: PurchaseView }) {
  const format = useFormat()
  const { tokens, bonusTokens, card, takenBack, creditedAt } = purchase
  return (
    <dl className="border-t border-line bg-sunken px-5 py-4 sm:px-8">
      <Fact name="Package">{purchase.packageName}</Fact>
      <Fact name="Tokens">
        {format.tokens(tokens)}
        {bonusTokens > 0 ? ` + ${format.tokens(bonusTokens)} bonus` : null}
      </Fact>
      <Fact name="Price">{format.usd(purchase.priceUsdCents)}</Fact>
      {card ? (
        <Fact name="Card">
          <span className="capitalize">{card.brand}</span> ending in {card.last4}
        </Fact>
      ) : null}
      <Fact name="Ordered">
        <Time at={purchase.createdAt} />
      </Fact>
      {creditedAt ? (
        <Fact name="Credited">
          <Time at={creditedAt} />
        </Fact>
      ) : null}
      <Fact name="State">
        <StatusBadge purchase={purchase} />
      </Fact>
      {takenBack === 'none' ? null : <Fact name="Taken back">{TAKEN[takenBack]}</Fact>}
      <Fact name="Purchase">
        <span className="font-mono text-xs break-all">{purchase.purchaseId}</span>
      </Fact>
    </dl>
  )
}

const TAKEN = {
  partial: 'Part of the tokens, as part of the payment was refunded or disputed',
  full: 'All of the tokens, as the payment was refunded or disputed',
} as const

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-6 py-1.5">
      <dt className="text-soft">{name}</dt>
      <dd className="min-w-0 font-medium tabular-nums">{children}</dd>
    </div>
  )
}
