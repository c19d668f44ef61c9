// What becomes of something that waited, once the server can be asked again. Pure.
import type { PredictionView } from '../../../shared/api/predictions.ts'
import type { PackageView } from '../../../shared/api/tokens.ts'
import type { BalanceView } from '../../../shared/api/wallet.ts'
import { isPaused } from '../paused.ts'
import type { Waiting, WaitingCommitment, WaitingPurchase } from './entry.ts'
import { isOver } from './entry.ts'

/** As read a moment ago. */
export interface Present {
  readonly balance: BalanceView
  /** null: gone. Of a commitment its prediction, of a purchase its package. */
  readonly prediction: PredictionView | null
  readonly offer: PackageView | null
  /** Where it is shown, when the server has it already and only its answer was lost. */
  readonly arrivedTo: string | null
}

export interface Change {
  readonly what: 'odds' | 'available' | 'price' | 'tokens' | 'bonus'
  readonly before: number
  readonly after: number
}

export type Verdict =
  | { readonly kind: 'over' }
  /** Somebody else is signed in: it is neither shown nor sent. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'arrived'; readonly to: string }
  | { readonly kind: 'send' }
  /** The person decides; without changes it only waits for the tap that opens the payment page. */
  | { readonly kind: 'ask'; readonly changes: readonly Change[] }
  | { readonly kind: 'impossible'; readonly why: 'closed' | 'restricted' | 'gone' | 'tooFew' }

export function decide(entry: Waiting, present: Present, now: number): Verdict {
  if (present.balance.userId !== entry.userId) return { kind: 'foreign' }
  if (present.arrivedTo) return { kind: 'arrived', to: present.arrivedTo }
  if (isOver(entry, now)) return { kind: 'over' }
  return entry.kind === 'commitment' ? ofCommitment(entry, present) : ofPurchase(entry, present)
}

function ofCommitment(entry: WaitingCommitment, { balance, prediction }: Present): Verdict {
  if (!prediction) return { kind: 'impossible', why: 'gone' }
  if (prediction.status !== 'open') return { kind: 'impossible', why: 'closed' }
  if (isPaused(balance, 'commitments')) return { kind: 'impossible', why: 'restricted' }
  if (balance.availableTokens < entry.tokens) return { kind: 'impossible', why: 'tooFew' }
  const changes = changed(
    ['odds', entry.oddsBps, prediction.oddsBps[entry.position]],
    ['available', entry.available, balance.availableTokens],
  )
  return changes.length > 0 || entry.mustAsk ? { kind: 'ask', changes } : { kind: 'send' }
}

function ofPurchase(entry: WaitingPurchase, { balance, offer }: Present): Verdict {
  if (!offer) return { kind: 'impossible', why: 'gone' }
  if (isPaused(balance, 'purchases')) return { kind: 'impossible', why: 'restricted' }
  const changes = changed(
    ['price', entry.priceUsdCents, offer.priceUsdCents],
    ['tokens', entry.tokens, offer.tokens],
    ['bonus', entry.bonusTokens, offer.bonusTokens],
  )
  return { kind: 'ask', changes }
}

/** What was never known has not changed. */
function changed(...facts: [Change['what'], number | null, number][]): Change[] {
  return facts.flatMap(([what, before, after]) =>
    before === null || before === after ? [] : [{ what, before, after }],
  )
}

/** With what the person has seen and accepted, and the key it always had. */
export function accepted(entry: Waiting, { balance, prediction, offer }: Present): Waiting {
  const available = balance.availableTokens
  if (entry.kind === 'commitment') {
    return { ...entry, available, oddsBps: prediction?.oddsBps[entry.position] ?? entry.oddsBps }
  }
  if (!offer) return entry
  const { tokens, bonusTokens, priceUsdCents } = offer
  return { ...entry, available, tokens, bonusTokens, priceUsdCents }
}
