// Whether payouts are frozen, because tokens came from nowhere or went there. Pure.
import type { Micros } from './ledger.ts'

export interface LedgerState {
  readonly id: 'ledger'
  /** Null: not frozen. */
  readonly frozen: { readonly at: Micros; readonly reason: string } | null
}

export const LEDGER_REF = { kind: 'ledgerState', id: 'ledger' } as const

/** The first reason stays: it is what a person must explain before anything moves again. */
export function frozenBy(state: LedgerState | null, reason: string, now: Micros): LedgerState {
  if (state?.frozen) return state
  return { id: 'ledger', frozen: { at: now, reason } }
}

export const isFrozen = (state: LedgerState | null): boolean => (state?.frozen ?? null) !== null
