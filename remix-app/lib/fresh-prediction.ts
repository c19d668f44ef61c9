// What a look at a prediction changes on the page that shows it.
import type { PredictionStatus, PredictionView } from '../../shared/api/predictions.ts'
import type { Tokens } from '../../shared/tokens.ts'

const OPEN_MS = 15_000
const CALM_MS = 60_000
const PAYING_MS = 5_000
/** A page that nobody has left for ten minutes is looked after less often. */
const BRISK_LOOKS = 40

/** Until the next look; null = nothing can change any more. */
export function lookAgainMs(status: PredictionStatus, looks: number): number | null {
  if (status === 'resolved' || status === 'voided' || status === 'draft') return null
  if (looks >= BRISK_LOOKS || status === 'locked') return CALM_MS
  return status === 'resolving' ? PAYING_MS : OPEN_MS
}

/** Tokens only ever come in while it is open: a total that was looked at earlier is no news. */
export function newer(known: PredictionView, told: PredictionView): PredictionView {
  const yes = Math.max(known.totals.yes, told.totals.yes) as Tokens
  const no = Math.max(known.totals.no, told.totals.no) as Tokens
  return { ...told, totals: { yes, no } }
}

/** It has closed, or got a result, or another one: own commitments change with that. */
export const isTurned = (known: PredictionView, told: PredictionView): boolean =>
  known.status !== told.status || known.resolutionVersion !== told.resolutionVersion
