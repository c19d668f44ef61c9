// Packages as pictures of what they are worth.
import { Link } from '@remix-run/react'
import type { PackageView } from '../../shared/api/tokens.ts'
import { useFormat } from '../lib/locale.ts'
import { buyPath, signUpPath } from '../lib/next-path.ts'
import { centsPerHundred, savingPercent, tokensOf } from '../lib/packages.ts'
import { CoinStack } from './CoinStack.tsx'

export function PackageShelf({ offers }: { offers: readonly PackageView[] }) {
  if (offers.length === 0) {
    return <p className="card p-6 text-soft">Nothing is for sale right now. Look in again later.</p>
  }
  return (
    <ul className="grid gap-4 min-[30rem]:grid-cols-2 lg:grid-cols-4">
      {offers.map((offer) => (
        <ShelfItem key={offer.id} offer={offer} offers={offers} />
      ))}
    </ul>
  )
}

interface ShelfItemProps {
  readonly offer: PackageView
  readonly offers: readonly PackageView[]
}

function ShelfItem({ offer, offers }: ShelfItemProps) {
  const format = useFormat()
  const saving = savingPercent(offer, offers)
  return (
    <li className="card flex flex-col p-5">
      <div className="flex items-start justify-between">
        <CoinStack offer={offer} offers={offers} />
        {offer.popular ? <span className="badge badge-wait">Popular</span> : null}
      </div>
      <h3 className="mt-4 text-2xl tabular-nums">{format.tokens(tokensOf(offer))}</h3>
      <p className="text-sm text-soft">
        {offer.bonusTokens > 0
          ? `tokens, ${format.tokens(offer.bonusTokens)} of them a bonus`
          : 'tokens'}
      </p>
      <p className="mt-4 text-lg font-semibold tabular-nums">{format.usd(offer.priceUsdCents)}</p>
      <p className="text-sm text-soft tabular-nums">
        {format.usdRounded(centsPerHundred(offer))} per 100
        {saving > 0 ? <span className="text-good">, {saving}% less</span> : null}
      </p>
      <div className="mt-auto pt-5">
        <Link to={signUpPath(buyPath(offer.id))} className="btn btn-quiet w-full">
          Get {offer.name}
        </Link>
      </div>
    </li>
  )
}
