// What somebody must look at soon: once a cause and day, however often it is met. Pure.
import { toInstant } from '../../shared/instant.ts'
import type { Micros } from './ledger.ts'

export interface Alert {
  /** `{cause}_{day}`, and which occasion of the day where that is news again. */
  readonly id: string
  readonly cause: string
  /** JSON: ids and counts; nothing personal. */
  readonly facts: string
  readonly at: Micros
  /** Of who told it: so that its teller knows it from another's, though no answer came. */
  readonly token: string
  /** When whoever is on call was told; 0 = nobody has heard of it yet. */
  readonly rungAt: Micros
}

export function alertOf(
  cause: string,
  facts: object,
  token: string,
  now: Micros,
  occasion: number | string | null = null,
): Alert {
  const day = toInstant(now).slice(0, 10)
  const id = occasion === null ? `${cause}_${day}` : `${cause}_${day}_${occasion}`
  return { id, cause, facts: JSON.stringify(facts), at: now, token, rungAt: 0 }
}

/** Whoever stored it rings within seconds, or never will. */
const RING_MICROS: Micros = 60 * 1_000_000

export const isUnheard = ({ rungAt, at }: Alert, now: Micros): boolean =>
  rungAt === 0 && now - at > RING_MICROS
