// Each package beside its Price at Stripe, and what differs, in words.
import type { PriceCheck, PriceCheckList } from '../../shared/api/packages.ts'
import type { AdminPackage } from '../../shared/api/tokens.ts'
import { PRICES } from '../words/console-packages.ts'
import { type Format, unbroken } from './format.ts'
import { stripePaths } from './stripe-paths.ts'

export interface PriceRow {
  readonly id: string
  readonly name: string
  readonly isActive: boolean
  readonly here: string
  readonly stripe: string
  readonly state: string
  readonly difference: string
  readonly agrees: boolean
  /** For sale, and both agree; yet it is not sold before somebody saves it. */
  readonly waits: boolean
  readonly stripePriceId: string
  /** null: Stripe has none. */
  readonly to: string | null
}
export interface PriceRows {
  readonly rows: readonly PriceRow[]
  readonly differ: number
  readonly unchecked: number
}

export function priceRows(
  { items, mode, unchecked }: PriceCheckList,
  packages: readonly AdminPackage[],
  format: Format,
): PriceRows {
  const at = stripePaths(mode)
  const rows = packages.flatMap((item): PriceRow[] => {
    const check = items.find(({ packageId }) => packageId === item.id)
    if (!check) return []
    const { price, misfit, stripePriceId } = check
    const { id, name, isActive } = item
    const difference = differenceOf(check, item, format)
    return [
      {
        ...{ id, name, isActive, stripePriceId },
        here: format.usd(item.priceUsdCents),
        stripe: amountOf(price, format),
        state: price ? (price.active ? PRICES.active : PRICES.archived) : PRICES.missing,
        difference: isActive ? difference : offSale(check, difference),
        agrees: misfit === null,
        waits: isActive && misfit === null && item.outOfSync,
        to: price ? at.price(stripePriceId) : null,
      },
    ]
  })
  const differing = rows.filter(({ agrees, isActive }) => isActive && !agrees)
  return { rows, differ: differing.length, unchecked }
}

/** Nobody misses a sale of it. */
const offSale = ({ misfit }: PriceCheck, difference: string): string =>
  misfit === null ? PRICES.agreesOffSale : PRICES.offSale(difference)

function differenceOf(
  { price, misfit }: PriceCheck,
  { priceUsdCents, outOfSync }: AdminPackage,
  format: Format,
): string {
  switch (misfit) {
    case null:
      return outOfSync ? PRICES.agreesAgain : PRICES.agrees
    case 'missing':
      return PRICES.isMissing
    case 'inactive':
      return PRICES.isArchived
    case 'currency':
      return PRICES.currency(price?.currency.toUpperCase() ?? '')
    case 'flexible':
      return PRICES.isFlexible
    default: {
      const more = (price?.cents ?? 0) - priceUsdCents
      const usd = format.usd(Math.abs(more))
      return more > 0 ? PRICES.dearer(usd) : PRICES.cheaper(usd)
    }
  }
}

/** As Stripe has it, in its own currency: its smallest unit is not always a hundredth. */
function amountOf(price: PriceCheck['price'], { locale }: Format): string {
  if (!price) return PRICES.nothing
  if (price.cents === null) return PRICES.flexible
  const currency = price.currency.toUpperCase()
  const money = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    numberingSystem: 'latn',
  })
  const digits = money.resolvedOptions().maximumFractionDigits ?? 2
  return unbroken(money.format(price.cents / 10 ** digits))
}
