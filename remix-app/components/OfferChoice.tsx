// Packages as radio cards, comparable at a glance by the price of a hundred tokens.
import type { PackageView } from '../../shared/api/tokens.ts'
import { useFormat } from '../lib/locale.ts'
import { centsPerHundred, savingPercent, tokensOf } from '../lib/packages.ts'
import { CoinStack } from './CoinStack.tsx'

interface OfferChoiceProps {
  readonly offers: readonly PackageView[]
  readonly chosen: string | null
}

export function OfferChoice({ offers, chosen }: OfferChoiceProps) {
  const known = offers.some((offer) => offer.id === chosen) ? chosen : null
  const first = known ?? offers.find((offer) => offer.popular)?.id ?? offers[0]?.id
  return (
    <fieldset className="mt-4 grid gap-3">
      <legend className="sr-only">Package</legend>
      {offers.map((offer) => (
        <Offer key={offer.id} offer={offer} offers={offers} checked={offer.id === first} />
      ))}
    </fieldset>
  )
}

interface OfferProps {
  readonly offer: PackageView
  readonly offers: readonly PackageView[]
  readonly checked: boolean
}

function Offer({ offer, offers, checked }: OfferProps) {
  const format = useFormat()
  const saving = savingPercent(offer, offers)
  return (
    <label className="offer">
      <input type="radio" name="packageId" value={offer.id} defaultChecked={checked} required />
      <span className="flex items-center gap-3">
        <span className="offer-dot" aria-hidden="true" />
        <CoinStack offer={offer} offers={offers} className="hidden h-12 w-12 sm:block" />
      </span>
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-x-2">
          <span className="text-lg font-semibold tabular-nums">
            {format.tokens(tokensOf(offer))} <span className="font-medium">tokens</span>
          </span>
          {offer.popular ? <span className="badge badge-wait">Popular</span> : null}
        </span>
        <span className="block text-sm text-soft">
          <bdi>{offer.name}</bdi>
          {offer.bonusTokens > 0 ? `, ${format.tokens(offer.bonusTokens)} of them a bonus` : null}
        </span>
      </span>
      <span className="text-right">
        <span className="block text-lg font-semibold tabular-nums">
          {format.usd(offer.priceUsdCents)}
        </span>
        <span className="block text-sm text-soft tabular-nums">
          {format.usdRounded(centsPerHundred(offer))} per 100
        </span>
        {saving > 0 ? <span className="block text-sm text-good">{saving}% less</span> : null}
      </span>
    </label>
  )
}
