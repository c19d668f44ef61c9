// Everybody's rows: an admin who looks for a person's movements must see all of theirs and nobody
// else's, at a price that doesn't grow with the books.
import { describe, expect, test } from 'vitest'
import type { AdminTransactionList } from '../../../shared/api/ledger.ts'
import { toInstant } from '../../../shared/instant.ts'
import { tokens } from '../../../shared/tokens.ts'
import type { TokenTransaction } from '../../domain/ledger.ts'
import { RAIN } from '../../test/betting.ts'
import { byHand, integer, text } from '../../test/by-hand.ts'
import { startIsolate } from '../../test/faults/isolate.ts'
import { MIDDLE, rowOf } from '../../test/queries/near-misses.ts'
import { readCsv } from '../../test/read-csv.ts'
import { ADMIN, ALICE, startHarness } from '../../test/start.ts'
import { EXPORT_ROWS_MAX } from '../../use-cases/export-rows.ts'
import { READS_MAX } from '../../use-cases/search-back.ts'
import { sampleRow } from '../samples.ts'
import { asClient, startEdge } from '../testing.ts'

const LIST = '/api/admin/transactions'
const headers = { authorization: `Bearer ${ADMIN}` }
const amounting = (n: number): TokenTransaction => ({ ...rowOf(n), amount: tokens(n + 1) })
const ROWS = Array.from({ length: 108 }, (_, n) => amounting(n))

async function start(rows: readonly TokenTransaction[] = ROWS) {
  const harness = startHarness()
  for (let first = 0; first < rows.length; first += 500) {
    const changes = rows
      .slice(first, first + 500)
      .map((value) => ({ ref: { kind: 'row', id: value.id } as const, value }))
    await harness.services.store.atomically({}, () => ({ answer: null, changes }))
  }
  const { send } = startIsolate(harness)
  const get = async (query: Record<string, string>) => {
    const answer = await send(`${LIST}?${new URLSearchParams(query)}`, { headers })
    expect(answer.status).toBe(200)
    return (await answer.json()) as AdminTransactionList
  }
  return { harness, send, get }
}
type Get = Awaited<ReturnType<typeof start>>['get']

/** Page after page, as an admin would. */
async function all(get: Get, query: Record<string, string>) {
  const pages: AdminTransactionList[] = []
  for (let cursor: string | null = ''; cursor !== null; cursor = pages.at(-1)?.nextCursor ?? null) {
    pages.push(await get({ ...query, ...(cursor && { cursor }) }))
  }
  return { pages, ids: pages.flatMap(({ items }) => items.map(({ id }) => id)) }
}

/** By nothing that the product shares. */
const wanted = (rows: readonly TokenTransaction[], fits: (row: TokenTransaction) => boolean) =>
  rows
    .filter(fits)
    .sort((a, b) => b.timestamp - a.timestamp || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id)

const FROM = MIDDLE - 20_000_000
const TO = MIDDLE + 20_000_000
const time = { from: toInstant(FROM), to: toInstant(TO) }
const isWithin = ({ timestamp }: TokenTransaction) => timestamp >= FROM && timestamp < TO

type Filter = readonly [Record<string, string>, (row: TokenTransaction) => boolean]

const FILTERS: readonly Filter[] = [
  [{}, () => true],
  [time, isWithin],
  [{ type: 'win' }, ({ type }) => type === 'win'],
  [{ type: 'win', ...time }, (row) => row.type === 'win' && isWithin(row)],
  [{ predictionId: RAIN }, ({ predictionId }) => predictionId === RAIN],
  [{ predictionId: RAIN, ...time }, (row) => row.predictionId === RAIN && isWithin(row)],
  [{ predictionId: RAIN, type: 'loss' }, (r) => r.predictionId === RAIN && r.type === 'loss'],
  [{ minTokens: '100' }, ({ amount }) => amount >= 100],
  [{ maxTokens: '5' }, ({ amount }) => amount <= 5],
  [
    { minTokens: '30', maxTokens: '40', type: 'win' },
    ({ amount, type }) => amount >= 30 && amount <= 40 && type === 'win',
  ],
]

test('each filter gives every row that fits, once, newest first, whatever the page', async () => {
  const { get } = await start()
  for (const [query, fits] of FILTERS) {
    const rows = wanted(ROWS, fits)
    expect(rows.length).toBeGreaterThan(2)
    for (const limit of ['7', '100']) {
      expect([query, (await all(get, { ...query, limit })).ids]).toEqual([query, rows])
    }
  }
})

// An admin acts on what they read: a row of somebody else among a person's would be theirs to pay.
test("of one person each filter gives theirs and nobody else's", async () => {
  const { get } = await start()
  for (const [more, fits] of FILTERS) {
    const query = { userId: ALICE, ...more }
    const { pages, ids } = await all(get, { ...query, limit: '3' })
    const owners = pages.flatMap(({ items }) => items.map(({ userId }) => userId))
    expect([query, owners.filter((userId) => userId !== ALICE)]).toEqual([query, []])
    expect([query, ids]).toEqual([query, wanted(ROWS, (row) => row.userId === ALICE && fits(row))])
  }
})

test('a cursor of one filter is refused by another', async () => {
  const { get, send } = await start()
  const { nextCursor } = await get({ userId: ALICE, limit: '2' })
  for (const query of ['', 'userId=bob', `userId=${ALICE}&minTokens=1`]) {
    const answer = await send(`${LIST}?${query}&cursor=${nextCursor}`, { headers })
    expect([query, await answer.json()]).toMatchObject([query, { code: 'CURSOR_INVALID' }])
  }
})

const many = Array.from({ length: 2_000 }, (_, n) => amounting(n))

describe('what is rare', () => {
  const rarest = many.reduce((a, b) => (a.timestamp <= b.timestamp ? a : b))

  // Else one search for a large amount would read the whole books.
  test('costs no more than a bound a page, which says how far back it looked', async () => {
    const { get, harness } = await start(many)
    const query = { minTokens: `${rarest.amount}`, maxTokens: `${rarest.amount}`, limit: '20' }
    let cursor: string | null = ''
    const found: string[] = []
    const searched: (string | null)[] = []
    while (cursor !== null) {
      const before = harness.firestore.counters()
      const page: AdminTransactionList = await get({ ...query, ...(cursor && { cursor }) })
      const after = harness.firestore.counters()
      expect(after.documentsRead - before.documentsRead).toBeLessThanOrEqual(READS_MAX)
      expect(callsBetween(before, after)).toBeLessThan(10)
      found.push(...page.items.map(({ id }) => id))
      searched.push(page.searchedBackTo)
      cursor = page.nextCursor
    }
    expect(found).toEqual([rarest.id])
    expect(searched.pop()).toBeNull()
    expect(searched).toEqual(searched.toSorted().reverse())
    expect(searched.length).toBeGreaterThan(1)
  })

  test('a page by what has an index costs its own rows', async () => {
    const { get, harness } = await start(many)
    for (const query of ['', 'type=win', `userId=${ALICE}`, `predictionId=${RAIN}`]) {
      const before = harness.firestore.counters()
      const asked = { ...Object.fromEntries(new URLSearchParams(query)), limit: '20' }
      expect((await get(asked)).items).toHaveLength(20)
      const after = harness.firestore.counters()
      expect([query, after.documentsRead - before.documentsRead]).toEqual([query, 20])
      expect([query, callsBetween(before, after)]).toEqual([query, 1])
    }
  })
})

type Counted = { readonly calls: Readonly<Record<string, number>> }
const sumOf = ({ calls }: Counted): number => Object.values(calls).reduce((a, b) => a + b, 0)
const callsBetween = (before: Counted, after: Counted): number => sumOf(after) - sumOf(before)

// Whoever ruins a row must not hide the others with it, nor the row itself.
describe('a row that says nothing readable', () => {
  const BROKEN = [
    ['without the state after it', { after: text('none') }],
    ['with a title that is none', { metadata: { mapValue: { fields: { cause: integer(1) } } } }],
    ['at a time that is none', { timestamp: text('today') }],
    ['at no time', { timestamp: { booleanValue: true } }],
  ] as const

  test.each(BROKEN)('is listed by its id, %s, among all others', async (_, fields) => {
    const { get, harness } = await start()
    const [broken] = ROWS.filter(({ userId, type }) => userId === ALICE && type === 'win')
    const id = broken?.id ?? ''
    await byHand(harness, 'PATCH', `transactions/${id}`, fields)
    for (const [query, fits] of [
      ...FILTERS,
      [{ userId: ALICE }, (r) => r.userId === ALICE],
    ] as Filter[]) {
      if (query.from && 'timestamp' in fields) continue
      const others = wanted(ROWS, (row) => row.id !== id && fits(row))
      for (const limit of ['7', '100']) {
        const { pages, ids } = await all(get, { ...query, limit })
        expect([query, ids.filter((each) => each !== id)]).toEqual([query, others])
        const odd = pages.flatMap(({ items }) => items.filter((item) => 'unreadable' in item))
        const isSought = fits({ ...broken, amount: 0 } as TokenTransaction) || query.minTokens
        if (isSought) expect([query, odd[0]]).toMatchObject([query, { id, userId: ALICE }])
        for (const { caseId } of odd) expect(caseId).toBe(`recon_row_unreadable_${id}`)
      }
    }
  })

  test('nor do more of them than a page holds, or a file loses a line', async () => {
    const { get, send, harness } = await start()
    const odd = ROWS.slice(0, 30).map(({ id }) => id)
    for (const id of odd) await byHand(harness, 'PATCH', `transactions/${id}`, BROKEN[2][1])
    const { ids } = await all(get, { limit: '20' })
    expect(ids.slice(20)).toEqual(wanted(ROWS, ({ id }) => !odd.includes(id)))
    const file = readCsv(await (await send(`${LIST}.csv`, { headers })).text())
    expect(file).toHaveLength(1 + ROWS.length)
    expect(file.filter((cells) => cells.includes('unreadable'))).toHaveLength(odd.length)
  })
})

describe('as a file', () => {
  test('it holds every row of the filter and says how many were looked through', async () => {
    const { send } = await start(many)
    const search = new URLSearchParams({ type: 'win', minTokens: '40' })
    const answer = await send(`${LIST}.csv?${search}`, { headers })
    expect(answer.headers.get('content-disposition')).toContain('kai-ledger-')
    const wins = many.filter(({ type }) => type === 'win')
    expect(answer.headers.get('x-row-count')).toBe(`${wins.length}`)
    const [names = [], ...lines] = readCsv(await answer.text())
    const ids = lines.map((line) => line[names.indexOf('id')])
    expect(ids).toEqual(wanted(wins, ({ amount }) => amount >= 40))
    expect(names).toEqual(expect.arrayContaining(['userId', 'predictionId', 'hash']))
  })

  // Who adds up a part takes it for the whole.
  test('more rows than a file holds are refused, though few of them fit', async () => {
    const store = {
      countRowsAmong: async (_: object, most: number) => Math.min(EXPORT_ROWS_MAX + 1, most),
      rowsAmong: async () => [{ id: 'one', value: sampleRow(1) }],
    }
    const { send } = startEdge({ fakes: { store } })
    const answer = await send(`${LIST}.csv?minTokens=500`, { headers: asClient('admin') })
    expect(await answer.json()).toMatchObject({ code: 'EXPORT_TOO_LARGE' })
  })
})
