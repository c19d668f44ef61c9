// What waits on this device for a connection: always of one person, with the one key of its form.
import type { Position } from '../../../shared/api/predictions.ts'

interface Waits {
  readonly id: string
  readonly userId: string
  /** For life: whatever happens, the server takes it once. */
  readonly key: string
  /** By this device's clock. */
  readonly since: number
  /** The server may have got it; null answers are lost answers. */
  readonly wasSent: boolean
  /** Its person was told that nothing happened: it is never sent without being asked for again. */
  readonly mustAsk: boolean
  /** What could be spent when it was tapped; null: not known. */
  readonly available: number | null
}

export interface WaitingCommitment extends Waits {
  readonly kind: 'commitment'
  readonly predictionId: string
  readonly title: string
  readonly position: Position
  readonly tokens: number
  readonly oddsBps: number
}

export interface WaitingPurchase extends Waits {
  readonly kind: 'purchase'
  readonly packageId: string
  readonly name: string
  readonly tokens: number
  readonly bonusTokens: number
  readonly priceUsdCents: number
}

export type Waiting = WaitingCommitment | WaitingPurchase

/** One a prediction, and one purchase: a second tap must not become a second of them. */
export const commitmentEntryId = (userId: string, predictionId: string): string =>
  `${userId}/commitment/${predictionId}`
export const purchaseEntryId = (userId: string): string => `${userId}/purchase`

/** Whether a form asks for what waits already; with the same key it could also ask for more. */
export function isSameWish(one: Waiting, other: Waiting): boolean {
  if (one.key !== other.key || one.kind !== other.kind) return false
  if (one.kind === 'purchase' || other.kind === 'purchase') return true
  const { position, tokens, oddsBps } = other
  return one.position === position && one.tokens === tokens && one.oddsBps === oddsBps
}

const WAITS_MS_MAX = 24 * 3_600_000

/** Also when the clock was set back, since nobody can tell then. */
export const isOver = ({ since }: Waiting, now: number): boolean =>
  Math.abs(now - since) >= WAITS_MS_MAX
