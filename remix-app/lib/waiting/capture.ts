// What was tapped, as something that can wait: the form's own fields, and what the person saw.
import type { PredictionView } from '../../../shared/api/predictions.ts'
import type { PackageView } from '../../../shared/api/tokens.ts'
import { commitmentEntryId, purchaseEntryId, type Waiting } from './entry.ts'

/** Of the page with the form. */
export interface Facts {
  readonly userId: string
  readonly available: number | null
  readonly prediction: Pick<PredictionView, 'id' | 'title'> | null
  readonly offers: readonly PackageView[]
}

type Rest = Pick<Waiting, 'since' | 'wasSent'>

/** null: no form of this page, or not filled in as it must be. */
export function entryOf(form: FormData, facts: Facts, rest: Rest): Waiting | null {
  const key = textIn(form, 'key')
  if (!key) return null
  return form.has('packageId')
    ? purchaseIn(form, key, facts, rest)
    : commitmentIn(form, key, facts, rest)
}

function commitmentIn(form: FormData, key: string, facts: Facts, rest: Rest): Waiting | null {
  const { userId, available, prediction } = facts
  const side = textIn(form, 'side')
  const position = side === 'yes' || side === 'no' ? side : null
  const tokens = Number(textIn(form, 'stake'))
  const oddsBps = Number(textIn(form, position === 'yes' ? 'oddsYes' : 'oddsNo'))
  if (!prediction || !position || !(tokens >= 1) || !Number.isSafeInteger(tokens)) return null
  const { id: predictionId, title } = prediction
  const id = commitmentEntryId(userId, predictionId)
  const what = { kind: 'commitment', predictionId, title, position, tokens, oddsBps } as const
  return { id, userId, key, available, mustAsk: false, ...rest, ...what }
}

function purchaseIn(form: FormData, key: string, facts: Facts, rest: Rest): Waiting | null {
  const { userId, available, offers } = facts
  const offer = offers.find(({ id }) => id === textIn(form, 'packageId'))
  if (!offer) return null
  const { id: packageId, name, tokens, bonusTokens, priceUsdCents } = offer
  const id = purchaseEntryId(userId)
  const what = { kind: 'purchase', packageId, name, tokens, bonusTokens, priceUsdCents } as const
  // As the form itself sends it: one key a form and package.
  const whole = `${key}.${packageId}`
  return { id, userId, key: whole, available, mustAsk: false, ...rest, ...what }
}

function textIn(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

interface PageData {
  readonly prediction?: Facts['prediction']
  readonly own?: {
    readonly balance?: { readonly value: { availableTokens: number } | null }
  } | null
  readonly balance?: { readonly value: { availableTokens: number } | null }
  readonly packages?: { readonly value: { readonly items: readonly PackageView[] } | null }
}

/** `pages`: the data of the routes on the screen. */
export function factsIn(userId: string, pages: readonly unknown[]): Facts {
  const all: PageData = Object.assign({}, ...pages)
  const balance = all.own?.balance?.value ?? all.balance?.value ?? null
  return {
    userId,
    available: balance?.availableTokens ?? null,
    prediction: all.prediction ?? null,
    offers: all.packages?.value?.items ?? [],
  }
}
