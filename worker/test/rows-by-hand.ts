// What all ledger rows add up to, read from the documents as they lie there, by nothing of ours:
// what the numbers for admins are compared with.
import type { StatsView } from '../../shared/api/stats.ts'
import { ROW_TYPES } from '../../shared/api/wallet.ts'

export type RowSums = Readonly<Record<string, number>>

const AMOUNTS = ['cents', 'refundedCents', 'withdrawnCents']

export async function sumsOfRows(harness: { documents(): Promise<Record<string, string>> }) {
  const days: Record<string, Record<string, number>> = {}
  const all: Record<string, number> = {}
  for (const [path, document] of Object.entries(await harness.documents())) {
    if (!path.startsWith('transactions/')) continue
    const { fields } = JSON.parse(document)
    const day = fields.timestamp.timestampValue.slice(0, 10)
    const ofDay = days[day] ?? {}
    days[day] = ofDay
    const add = (name: string, value: { integerValue: string }): void => {
      ofDay[name] = (ofDay[name] ?? 0) + Number(value.integerValue)
      all[name] = (all[name] ?? 0) + Number(value.integerValue)
    }
    const type = fields.type.stringValue
    add(`${type} rows`, { integerValue: '1' })
    add(`${type} tokens`, fields.amount)
    for (const name of Object.keys(fields)) if (/^d[A-Z]/.test(name)) add(name, fields[name])
    const metadata = fields.metadata.mapValue.fields ?? {}
    for (const name of AMOUNTS) if (metadata[name]) add(name, metadata[name])
  }
  return { days: days as Readonly<Record<string, RowSums>>, all: all as RowSums }
}

export const asSupply = (of: RowSums = {}): StatsView['supply'] => ({
  availableTokens: of.dAvailable ?? 0,
  committedTokens: of.dCommitted ?? 0,
  owedTokens: of.dOwed ?? 0,
  soldTokens: 0 - (of.dStripe ?? 0),
  promoTokens: 0 - (of.dPromo ?? 0),
  houseTokens: of.dBook ?? 0,
  adjustedTokens: 0 - (of.dAdjust ?? 0),
  sum: 0,
})

export const asDay = (day: string, of: RowSums = {}) => ({
  day,
  types: Object.fromEntries(
    ROW_TYPES.map((type) => [
      type,
      { rows: of[`${type} rows`] ?? 0, tokens: of[`${type} tokens`] ?? 0 },
    ]),
  ),
  moved: asSupply(of),
  cents: {
    credited: of.cents ?? 0,
    refunded: of.refundedCents ?? 0,
    withdrawn: of.withdrawnCents ?? 0,
  },
})
