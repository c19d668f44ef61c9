// The address of the history: people edit, share and come back to it.
import { expect, test } from 'vitest'
import { apiPathOf, filePathOf, readHistoryFilter } from './history-query.server.ts'

const filterOf = (query: string) => readHistoryFilter(new URLSearchParams(query))

test('page and file ask for the same rows: both days included, in the zone of the page', () => {
  const filter = filterOf('type=win&from=2026-03-28&to=2026-03-29&zone=Europe/Berlin')
  const bounds = 'type=win&from=2026-03-27T23%3A00%3A00.000Z&to=2026-03-29T22%3A00%3A00.000Z'
  expect(apiPathOf(filter)).toBe(`/api/wallet/transactions?${bounds}&limit=25`)
  expect(filePathOf(filter)).toBe(`/api/wallet/transactions.csv?${bounds}`)
})

test('a file has no cursor: it is whole from wherever it is asked for', () => {
  const filter = filterOf('cursor=abc.def')
  expect(apiPathOf(filter)).toContain('cursor=abc.def')
  expect(filePathOf(filter)).not.toContain('cursor')
})
