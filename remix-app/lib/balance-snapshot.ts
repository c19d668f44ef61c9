// What a balance document that was heard asks of the page.

/** A balance as Firestore has it; `rest` is all of it that a page could show. */
export interface BalanceSnapshot {
  readonly version: number
  readonly rest: string
}

/** Of the document's fields; undefined: there is none before the first purchase. */
export function snapshotOf(fields: Readonly<Record<string, unknown>> | undefined): BalanceSnapshot {
  // A payout's mark makes writers wait and shows nowhere.
  const { version, yieldUntil: _, ...rest } = fields ?? {}
  const sorted = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))
  return { version: typeof version === 'number' ? version : 0, rest: JSON.stringify(sorted) }
}

/**
 * `none`: the page shows it already. `newer`: until it shows this version. `other`: no token moved
 * and yet something did, an order say, which no version tells.
 */
export function changeIn(
  now: BalanceSnapshot,
  before: BalanceSnapshot | null,
  shownVersion: number,
) {
  if (now.version > shownVersion) return 'newer'
  if (!before || now.version !== before.version) return 'none'
  return now.rest === before.rest ? 'none' : 'other'
}
