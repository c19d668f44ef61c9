// Packages as pictures of what they are worth.
import { Link } from '@remix-run/react'
import type { PackageView } from '../../shared/api/tokens.ts'
import { useFormat } from '../lib/locale.ts'
import { buyPath, signUpPath } from '../lib/next-path.ts'
import { centsPerHundred, savingPercent, tokensOf } from '../lib/packages.ts'
import { SHELF } from '../words/home.ts'
import { CoinStack } from './CoinStack.tsx'

export function PackageShelf({ offers }: { offers: readonly PackageView[] }) {
  if (offers.length === 0) return <p className="card p-6 text-soft">{SHELF.none}</p>
  return (
    <ul className="shelf">
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
  const { bonusTokens, name, popular } = offer
  return (
    <li className="card shelf-item">
      <CoinStack offer={offer} offers={offers} />
      <div className="min-w-0">
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
          <h3 className="text-2xl tabular-nums">{format.tokens(tokensOf(offer))}</h3>
          {popular ? <span className="badge badge-wait">{SHELF.popular}</span> : null}
        </div>
        <p className="text-sm text-soft">
          {bonusTokens > 0 ? SHELF.bonus(format.tokens(bonusTokens)) : SHELF.tokens}
        </p>
        <p className="mt-2 text-lg font-semibold tabular-nums">{format.usd(offer.priceUsdCents)}</p>
        <p className="text-sm text-soft tabular-nums">
          {SHELF.per100(format.usdRounded(centsPerHundred(offer)))}
          {saving > 0 ? (
            <span className="text-good">{SHELF.less(format.percent(saving))}</span>
          ) : null}
        </p>
      </div>
      <Link to={signUpPath(buyPath(offer.id))} className="btn btn-quiet">
        <span className="wrap-anywhere">{SHELF.get(name)}</span>
      </Link>
    </li>
  )
}
