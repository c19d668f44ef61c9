// Everybody's rows in the console: their filters in the page's address.
import { given } from './console-list.server.ts'
import { boundsOf, readHistoryFilter } from './history-query.server.ts'

export const LEDGER_API = '/api/admin/transactions'

const OTHERS = ['userId', 'predictionId', 'minTokens', 'maxTokens']

/** The zone stands there only where days need it. */
export function ledgerFilters(address: URLSearchParams): string[] {
  const hasDays = address.get('from') || address.get('to')
  return ['type', 'from', 'to', ...OTHERS, ...(hasDays ? ['zone'] : [])]
}

/** Days as instants; a day or a kind that is none is not asked for. */
export function ledgerInApi(filters: Readonly<Record<string, string>>): Record<string, string> {
  const address = new URLSearchParams(filters)
  const bounds = boundsOf(readHistoryFilter(address))
  return { ...Object.fromEntries(bounds), ...given(address, OTHERS) }
}

/** Where the API has these rows, for the pages that follow. */
export const ledgerPath = (filters: Readonly<Record<string, string>>): string =>
  `${LEDGER_API}?${new URLSearchParams(ledgerInApi(filters))}`
