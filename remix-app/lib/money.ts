// What Stripe charged, in the currency it charged: a payment in review may not be in dollars.
import { type Format, unbroken } from './format.ts'

/** `minor`: cents, or what is smallest in that currency. */
export function moneyIn(format: Format, minor: number, currency: string): string {
  if (currency === 'usd') return format.usd(minor)
  const money = new Intl.NumberFormat(format.locale, {
    style: 'currency',
    currency,
    numberingSystem: 'latn',
  })
  const { maximumFractionDigits: digits = 2 } = money.resolvedOptions()
  return unbroken(money.format(minor / 10 ** digits))
}
