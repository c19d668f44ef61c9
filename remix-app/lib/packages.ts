// Comparing packages by what a token costs, so that a bonus is seen for what it is.
export interface Offer {
  readonly tokens: number
  readonly bonusTokens: number
  readonly priceUsdCents: number
}

export const tokensOf = (offer: Offer): number => offer.tokens + offer.bonusTokens

/** For reading only; what is charged is the package's own price. */
export const centsPerHundred = (offer: Offer): number =>
  (offer.priceUsdCents * 100) / tokensOf(offer)

/** The smallest package with so many tokens; the largest when none has. */
export function smallestWith<T extends Offer>(offers: readonly T[], needed: number): T | null {
  const bySize = [...offers].sort(
    (a, b) => tokensOf(a) - tokensOf(b) || a.priceUsdCents - b.priceUsdCents,
  )
  return bySize.find((offer) => tokensOf(offer) >= needed) ?? bySize.at(-1) ?? null
}

/** What is offered first: the popular one, unless that is more than the own limits leave. */
export function firstWithin<T extends Offer & { readonly popular: boolean }>(
  offers: readonly T[],
  centsLeft: number | null,
): T | null {
  const within = offers.filter((offer) => offer.priceUsdCents <= (centsLeft ?? Infinity))
  return within.find(({ popular }) => popular) ?? within[0] ?? null
}

/** Where a token costs least; null when all cost the same, or one is all there is. */
export function bestValue<T extends Offer>(offers: readonly T[]): T | null {
  const [best] = [...offers].sort((a, b) => centsPerHundred(a) - centsPerHundred(b))
  return best && savingPercent(best, offers) > 0 ? best : null
}

/** Whole percent saved against the dearest token on offer; rounded down, never flattering. */
export function savingPercent(offer: Offer, offers: readonly Offer[]): number {
  const dearest = Math.max(...offers.map(centsPerHundred))
  if (!Number.isFinite(dearest) || dearest <= 0) return 0
  // The nudge keeps 15 % from reading 14 % when a float falls a hair short.
  return Math.max(0, Math.floor(100 - (centsPerHundred(offer) * 100) / dearest + 1e-9))
}

const DISCS_MAX = 9

/** A stack of coins that grows with the amount, the bonus on top. */
export function discsOf(offer: Offer, offers: readonly Offer[]): { paid: number; bonus: number } {
  const most = Math.max(tokensOf(offer), ...offers.map(tokensOf))
  // A square root keeps the smallest package visible beside one a hundred times its size.
  const total = Math.max(1, Math.round(Math.sqrt(tokensOf(offer) / most) * DISCS_MAX))
  const share = Math.round((total * offer.bonusTokens) / tokensOf(offer))
  const bonus = offer.bonusTokens > 0 ? Math.max(1, share) : 0
  return { paid: Math.max(1, total - bonus), bonus }
}
