// An admin shares the address of what they found: it must ask everybody for the same rows.
import { expect, test } from 'vitest'
import { ledgerFilters, ledgerInApi } from './console-ledger.server.ts'
import { given } from './console-list.server.ts'
import { formatFor } from './format.ts'
import { ledgerLine } from './ledger-line.ts'

function askedBy(query: string) {
  const address = new URLSearchParams(query)
  return ledgerInApi(given(address, ledgerFilters(address)))
}

test('days are asked for as they are in the zone of the address, both of them whole', () => {
  const days = 'from=2026-03-28&to=2026-03-29&zone=Europe/Berlin'
  expect(askedBy(`${days}&type=win&userId=alice&minTokens=5`)).toEqual({
    from: '2026-03-27T23:00:00.000Z',
    to: '2026-03-29T22:00:00.000Z',
    type: 'win',
    userId: 'alice',
    minTokens: '5',
  })
})

test('a zone alone is no filter, and what means nothing is not asked for', () => {
  expect(ledgerFilters(new URLSearchParams('zone=Europe/Berlin'))).not.toContain('zone')
  expect(askedBy('zone=Europe/Berlin&from=never&type=none&other=1&userId=')).toEqual({})
})

test('a row that can’t be read says where its case is, and nothing of what it said', () => {
  const row = { id: 'win_1', unreadable: true, userId: null, timestamp: null } as const
  const line = ledgerLine({ ...row, caseId: 'case_1' }, formatFor('en-US', 'UTC'))
  expect(line).toEqual({ id: 'win_1', userId: null, timestamp: null, caseId: 'case_1' })
})
