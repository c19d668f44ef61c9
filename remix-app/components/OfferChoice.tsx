// Packages as radio cards, comparable at a glance by the price of a hundred tokens.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { PackageView } from '../../shared/api/tokens.ts'
import { useFormat } from '../lib/locale.ts'
import { bestValue, centsPerHundred, savingPercent, tokensOf } from '../lib/packages.ts'
import { BUY } from '../words/buy.ts'
import { CoinStack } from './CoinStack.tsx'

interface OfferChoiceProps {
  readonly offers: readonly PackageView[]
  readonly chosen: string | null
  /** By the own limits, today; null = no limit, or not known. */
  readonly centsLeft: number | null
  /** Repaid by what is bought, before anything else. */
  readonly owed: number
}

export function OfferChoice({ offers, chosen, centsLeft, owed }: OfferChoiceProps) {
  const best = bestValue(offers)
  // Once on the screen the choice is the person's: no news about packages moves it.
  const [first] = useState(() => firstOf(offers, chosen))
  const [now, choose] = useState(first)
  const offered = offers.find(({ id }) => id === now)
  const shelf = useRef<HTMLFieldSetElement>(null)
  // Somebody may have chosen before the script was there.
  useEffect(() => {
    const chosen = shelf.current?.querySelector<HTMLInputElement>(':checked')
    if (chosen) choose(chosen.value)
  }, [])
  return (
    <fieldset
      ref={shelf}
      className="mt-4 grid gap-3"
      onChange={({ target }) => target instanceof HTMLInputElement && choose(target.value)}
    >
      <legend className="sr-only">{BUY.group}</legend>
      {offers.map((offer) => (
        <Offer
          key={offer.id}
          offer={offer}
          saving={savingPercent(offer, offers)}
          isBest={offer === best}
          isOver={offer.priceUsdCents > (centsLeft ?? Infinity)}
          checked={offer.id === first}
        >
          <CoinStack offer={offer} offers={offers} className="hidden h-12 w-12 sm:block" />
        </Offer>
      ))}
      {owed > 0 && offered ? <Owed owed={owed} bought={tokensOf(offered)} /> : null}
    </fieldset>
  )
}

/** Before somebody pays for tokens that they won't have. */
function Owed({ owed, bought }: { owed: number; bought: number }) {
  const format = useFormat()
  const [debt, tokens] = [format.count(owed), format.count(bought)]
  return (
    <div className="notice notice-warn" aria-live="polite">
      <p className="needs-script">
        {bought > owed
          ? BUY.owesSome(debt, tokens, format.tokens(bought - owed))
          : BUY.owesAll(debt, tokens)}
      </p>
      <p className="without-script">{BUY.owes(debt)}</p>
    </div>
  )
}

function firstOf(offers: readonly PackageView[], chosen: string | null): string | undefined {
  const wanted = offers.find(({ id }) => id === chosen) ?? offers.find(({ popular }) => popular)
  return (wanted ?? offers[0])?.id
}

interface OfferProps {
  readonly offer: PackageView
  readonly saving: number
  readonly isBest: boolean
  readonly isOver: boolean
  readonly checked: boolean
  readonly children: ReactNode
}

function Offer({ offer, saving, isBest, isOver, checked, children }: OfferProps) {
  const format = useFormat()
  const { name, bonusTokens } = offer
  return (
    <label className="offer">
      <input type="radio" name="packageId" value={offer.id} defaultChecked={checked} required />
      <span className="flex items-center gap-3">
        <span className="offer-dot" aria-hidden="true" />
        {children}
      </span>
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-x-2">
          <span className="text-lg font-semibold tabular-nums">
            {format.tokens(tokensOf(offer))} <span className="font-medium">{BUY.tokens}</span>
          </span>
          {offer.popular ? <span className="badge badge-wait">{BUY.popular}</span> : null}
          {isBest ? <span className="badge badge-good">{BUY.best}</span> : null}
        </span>
        <span className="line-clamp-3 text-sm wrap-anywhere text-soft">
          <bdi>{name}</bdi>
          {bonusTokens > 0 ? BUY.bonus(format.tokens(bonusTokens)) : null}
        </span>
        {isOver ? <span className="block text-sm text-bad">{BUY.over}</span> : null}
      </span>
      <span className="text-right">
        <span className="block text-lg font-semibold tabular-nums">
          {format.usd(offer.priceUsdCents)}
        </span>
        <span className="block text-sm text-soft tabular-nums">
          {BUY.per100(format.usdRounded(centsPerHundred(offer)))}
        </span>
        {saving > 0 ? (
          <span className="ml-auto block max-w-24 text-sm text-good">
            {BUY.less(format.percent(saving))}
          </span>
        ) : null}
      </span>
    </label>
  )
}
