// The history as a file: whoever files it with the taxes must have every row, once, or none.
import { expect, test } from 'vitest'
import type { Page } from '../ports.ts'
import { EXPORT_PAGE_ROWS, EXPORT_ROWS_MAX } from '../use-cases/export-rows.ts'
import { sampleRow } from './samples.ts'
import { asClient, startEdge } from './testing.ts'

const PATH = '/api/wallet/transactions.csv'

/** `failingPage`: the store is away when it is asked for. */
function ledger(count: number, failingPage = Number.POSITIVE_INFINITY) {
  const calls: string[] = []
  const rowsOf = async (_: string, filter: object, { limit, after }: Page) => {
    calls.push(JSON.stringify(filter))
    if (calls.length > failingPage) throw new Error('away')
    const newest = after === null ? count : Number(after.tie) - 1
    const length = Math.max(0, Math.min(limit, newest))
    return Array.from({ length }, (_, i) => sampleRow(newest - i))
  }
  const countRows = async (_: string, __: object, most: number) => Math.min(count, most)
  const { send } = startEdge({ fakes: { store: { rowsOf, countRows } } })
  const get = (query = '') => send(`${PATH}${query}`, { headers: asClient('ann') })
  return { calls, get }
}

const seqsIn = (text: string): number[] =>
  text
    .split('\r\n')
    .slice(1, -1)
    .map((line) => Number.parseInt(line, 10))

test('ten thousand rows come whole, newest first, in few calls', async () => {
  const { calls, get } = ledger(10_000)
  const answer = await get()
  const seqs = seqsIn(await answer.text())
  expect(seqs).toEqual(Array.from({ length: 10_000 }, (_, i) => 10_000 - i))
  // The last page is full, so one more is asked for. An invocation may make 50 calls.
  expect(calls.length).toBe(10_000 / EXPORT_PAGE_ROWS + 1)
})

test('it is a file with a date, a mark for Excel, and a line of names', async () => {
  const answer = await ledger(1).get()
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
  expect(answer.headers.get('content-disposition')).toBe(
    'attachment; filename="kai-history-2026-01-02.csv"',
  )
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const [names, row] = new TextDecoder().decode(bytes).split('\r\n')
  const first = 'seq,timestamp,type,amount,availableChange,committedChange,owedChange'
  const then = 'availableAfter,committedAfter,owedAfter,about,position,oddsBps,bonusTokens,cause'
  expect(names).toBe(`${first},${then},relatedId,id`)
  const { relatedId } = sampleRow(1)
  const moved = '1,2026-01-02T03:04:05.000001Z,purchase,550,550,0,0,550,100,0'
  expect(row).toBe(`${moved},,,,50,,${relatedId},purchase_cs_test_1`)
})

test('nothing fits: the names alone', async () => {
  const text = await (await ledger(0).get('?type=win')).text()
  expect(text.split('\r\n')).toHaveLength(2)
})

// A part of a history looks like all of it.
test('more than a file holds is refused, not cut off', async () => {
  const { calls, get } = ledger(EXPORT_ROWS_MAX + 1)
  const answer = await get('?type=purchase')
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({ code: 'EXPORT_TOO_LARGE', rowsMax: EXPORT_ROWS_MAX })
  expect(calls).toEqual([])
})

test('an outage before the first row is an answer; a later one breaks the file off', async () => {
  expect((await ledger(1_200, 0).get()).status).toBe(500)
  const begun = await ledger(1_200, 2).get()
  expect(begun.status).toBe(200)
  await expect(begun.text()).rejects.toThrow('away')
})
