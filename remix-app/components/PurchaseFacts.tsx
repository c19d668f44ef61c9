// What was ordered, as a receipt reads.
import type { ReactNode } from 'react'
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { useFormat } from '../lib/locale.ts'
import { FACTS, HOW } from '../words/purchase-page.ts'
import { StatusBadge, Time } from './Figures.tsx'

export function PurchaseFacts({ purchase }: { purchase: PurchaseView }) {
  const format = useFormat()
  const { tokens, bonusTokens, card, takenBack, takenBackBy, creditedAt } = purchase
  return (
    <dl className="border-t border-line bg-sunken px-5 py-4 sm:px-8">
      <Fact name={FACTS.package}>
        <bdi className="wrap-anywhere">{purchase.packageName}</bdi>
      </Fact>
      <Fact name={FACTS.tokens}>
        {bonusTokens > 0
          ? FACTS.bonus(format.tokens(tokens), format.tokens(bonusTokens))
          : format.tokens(tokens)}
      </Fact>
      <Fact name={FACTS.price}>{format.usd(purchase.priceUsdCents)}</Fact>
      {/* In their places from the start: they come while somebody reads. */}
      <Fact name={FACTS.card}>
        {card ? (
          <>
            <span className="capitalize">{card.brand}</span> {FACTS.ending(card.last4)}
          </>
        ) : (
          FACTS.none
        )}
      </Fact>
      <Fact name={FACTS.ordered}>
        <Time at={purchase.createdAt} />
      </Fact>
      <Fact name={FACTS.credited}>{creditedAt ? <Time at={creditedAt} /> : FACTS.none}</Fact>
      <Fact name={FACTS.state}>
        <StatusBadge purchase={purchase} />
      </Fact>
      {takenBack !== 'none' && takenBackBy ? (
        <Fact name={FACTS.takenBack}>{FACTS.taken[takenBack](HOW[takenBackBy])}</Fact>
      ) : null}
      <Fact name={FACTS.id}>
        <span className="font-mono text-xs break-all">{purchase.purchaseId}</span>
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-6 py-1.5">
      <dt className="text-soft">{name}</dt>
      <dd className="min-w-0 font-medium tabular-nums">{children}</dd>
    </div>
  )
}
