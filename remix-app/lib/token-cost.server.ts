// What a token costs in each package, as texts and bars beside each other.
import type { AdminPackage } from '../../shared/api/tokens.ts'
import { COST } from '../words/console-packages.ts'
import { type Format, unbroken } from './format.ts'
import { centsPerHundred, savingPercent, tokensOf } from './packages.ts'

export interface TokenCost {
  readonly id: string
  readonly name: string
  readonly isSold: boolean
  readonly perHundred: string
  readonly perToken: string
  /** Per mille of the dearest. */
  readonly share: number
  readonly against: string
}

const BAR_WIDTH = 1000

/** Compared as people compare them: with what is for sale, if anything is. */
export function tokenCosts(packages: readonly AdminPackage[], format: Format): TokenCost[] {
  const sold = packages.filter(isSold)
  const offers = sold.length > 0 ? sold : packages
  const dearest = Math.max(...offers.map(centsPerHundred))
  const most = Math.max(...packages.map(centsPerHundred))
  const exact = new Intl.NumberFormat(format.locale, EXACT)
  return packages.map((offer) => ({
    id: offer.id,
    name: offer.name,
    isSold: isSold(offer),
    perHundred: format.usdRounded(centsPerHundred(offer)),
    perToken: unbroken(exact.format(offer.priceUsdCents / 100 / tokensOf(offer))),
    share: Math.max(1, Math.round((centsPerHundred(offer) / most) * BAR_WIDTH)),
    against: against(offer, offers, dearest, format),
  }))
}

const isSold = ({ isActive, outOfSync }: AdminPackage): boolean => isActive && !outOfSync

const EXACT = {
  style: 'currency',
  currency: 'USD',
  numberingSystem: 'latn',
  maximumSignificantDigits: 3,
} as const

function against(
  offer: AdminPackage,
  offers: readonly AdminPackage[],
  dearest: number,
  format: Format,
): string {
  const saving = savingPercent(offer, offers)
  if (saving > 0) return COST.less(format.percent(saving))
  if (centsPerHundred(offer) < dearest) return COST.hardlyLess
  return centsPerHundred(offer) > dearest ? COST.dearer : COST.dearest
}
