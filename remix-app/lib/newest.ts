// The newest balance this page has seen, whatever told it: an answer that was on its way for long,
// or was kept somewhere, must never replace a newer one.
import type { BalanceView } from '../../shared/api/wallet.ts'

/** Of one wallet the higher version wins; of equals the one that came later. */
export function newest(known: BalanceView | null, told: BalanceView): BalanceView {
  if (!known || known.userId !== told.userId) return told
  return known.version > told.version ? known : told
}

export const isSame = (a: BalanceView | null, b: BalanceView): boolean =>
  a !== null &&
  a.version === b.version &&
  a.restriction === b.restriction &&
  a.excludedUntil === b.excludedUntil &&
  a.closing === b.closing &&
  a.userId === b.userId

/** What all parts of one page show. */
export interface Shown {
  get(): BalanceView | null
  put(told: BalanceView): void
  subscribe(listener: () => void): () => void
}

export function createShown(): Shown {
  let known: BalanceView | null = null
  const listeners = new Set<() => void>()
  return {
    get: () => known,
    put(told) {
      const next = newest(known, told)
      if (next === known) return
      known = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
