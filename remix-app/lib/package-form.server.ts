// The admin's package form: text fields in, a checked request or messages per field out.
import { type AdminPackage, SavePackage } from '../../shared/api/tokens.ts'
import { PACKAGE_HINTS, PRICE_FAULTS } from '../words/console-packages.ts'
import { textOf, wholeOf } from './form.server.ts'
import type { Format } from './format.ts'
import type { ProblemView } from './problem.ts'

/** Their order has forms of its own. */
export type PackageField = Exclude<keyof SavePackage, 'sortOrder'>
export type PackageErrors = Partial<Record<PackageField, string>>
export type PackageDraft = Record<PackageField, string>

/** Taking it off sale says what it does, and is a form of its own. */
const SALE_STAYS = 'same'

export type ReadPackage =
  | { readonly ok: true; readonly value: SavePackage }
  | { readonly ok: false; readonly errors: PackageErrors }

export function draftOf(form: FormData): PackageDraft {
  const text = (name: PackageField) => textOf(form, name)
  return {
    id: text('id'),
    name: text('name'),
    tokens: text('tokens'),
    bonusTokens: text('bonusTokens') || '0',
    priceUsdCents: text('priceUsdCents'),
    stripePriceId: text('stripePriceId'),
    isActive: text('isActive'),
    popular: text('popular'),
  }
}

export function draftOfPackage(saved: AdminPackage): PackageDraft {
  const { priceUsdCents, popular } = saved
  const cents = String(priceUsdCents % 100).padStart(2, '0')
  return {
    id: saved.id,
    name: saved.name,
    tokens: String(saved.tokens),
    bonusTokens: String(saved.bonusTokens),
    priceUsdCents: `${Math.floor(priceUsdCents / 100)}.${cents}`,
    stripePriceId: saved.stripePriceId,
    isActive: SALE_STAYS,
    popular: popular ? 'on' : '',
  }
}

export function readPackage(draft: PackageDraft): ReadPackage {
  const parsed = SavePackage.safeParse({
    ...draft,
    id: draft.id || undefined,
    tokens: wholeOf(draft.tokens),
    bonusTokens: wholeOf(draft.bonusTokens),
    priceUsdCents: centsOf(draft.priceUsdCents),
    isActive: draft.isActive === SALE_STAYS ? undefined : draft.isActive === 'on',
    popular: draft.popular === 'on',
  })
  if (parsed.success) return { ok: true, value: parsed.data }
  const errors: PackageErrors = {}
  for (const { path } of parsed.error.issues) {
    const field = path[0] as PackageField
    errors[field] = PACKAGE_HINTS[field]
  }
  return { ok: false, errors }
}

/** A Price that doesn't fit is a matter of its field, where the way out is said; else nothing. */
export function priceErrors({ misfit, stripeCents = 0 }: ProblemView, format: Format) {
  if (!misfit) return null
  const { amount, ...faults } = PRICE_FAULTS
  const stripePriceId = misfit === 'amount' ? amount(format.usd(stripeCents)) : faults[misfit]
  return { stripePriceId } satisfies PackageErrors
}

/** `4.99` and `5` as cents, digit by digit: a float would lose some. */
export function centsOf(text: string): number {
  const match = /^\$?(\d{1,8})(?:\.(\d{1,2}))?$/.exec(text)
  if (!match) return Number.NaN
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}
