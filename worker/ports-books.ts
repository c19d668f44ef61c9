// What checking the books needs of the outside: readings that survive documents changed by hand, an
// alarm, and an archive. Kept apart from ports.ts, which is a page long already.
import type { Alert } from './domain/alert.ts'
import type { LedgerState } from './domain/ledger-state.ts'

export interface StoredBooks {
  alert: Alert
  /** One document, `ledger`: whether payouts are frozen. */
  ledgerState: LedgerState
}

export interface Alarm {
  /** Tells whoever is on call, where an address for that is set. Never throws, never waits long. */
  ring(alert: Alert): Promise<void>
}
