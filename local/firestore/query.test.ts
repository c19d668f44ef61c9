// Histories are read page by page: a page may miss nothing, repeat nothing, and cost only itself.
import { beforeEach, describe, expect, test } from 'vitest'
import {
  and,
  documentsOf,
  int,
  name,
  orderBy,
  startFirestore,
  type TestFirestore,
  text,
  update,
  where,
} from './test-client.ts'

const DESC = 'DESCENDING'
const from = [{ collectionId: 'rows' }]
const index = {
  collectionGroup: 'rows',
  queryScope: 'COLLECTION' as const,
  fields: [
    { fieldPath: 'user', order: 'ASCENDING' as const },
    { fieldPath: 'at', order: 'DESCENDING' as const },
    { fieldPath: 'seq', order: 'DESCENDING' as const },
  ],
}
const newestFirst = [orderBy('at', DESC), orderBy('seq', DESC)]
const of = (user: string) => where('user', 'EQUAL', text(user))
const list = (...values: object[]) => ({ arrayValue: { values } })
const reference = (path: string) => ({ referenceValue: name(path) })

let db: TestFirestore

/** 3 users, 100 rows each, several rows at the same instant. */
async function seedHistory(): Promise<void> {
  for (const user of ['u0', 'u1', 'u2']) {
    const rows = Array.from({ length: 100 }, (_, seq) =>
      update(`rows/${user}-${String(seq).padStart(3, '0')}`, {
        user: text(user),
        at: int(Math.floor(seq / 3)),
        seq: int(seq),
      }),
    )
    await db.commit(...rows)
  }
}

beforeEach(() => {
  db = startFirestore({ indexes: { indexes: [index], fieldOverrides: [] } })
})

describe('pages', () => {
  test('cursors walk a history completely, once, and at the cost of the page', async () => {
    await seedHistory()
    const seen: string[] = []
    let startAt: object | undefined
    for (let page = 0; page < 5; page++) {
      await db.call('DELETE', '/__local/counters')
      const query = { from, where: of('u1'), orderBy: newestFirst, limit: 20, startAt }
      const documents = documentsOf((await db.query(query)).body)
      const { documentsRead, indexEntriesScanned } = db.counters()
      expect([documentsRead, indexEntriesScanned]).toEqual([20, 20])
      seen.push(...documents.map((row) => row.name))
      const last = documents.at(-1)?.fields
      startAt = { values: [last?.at, last?.seq], before: false }
    }
    const expected = Array.from({ length: 100 }, (_, at) => name(`rows/u1-${99 - at}`))
    expect(seen).toEqual(
      expected.map((row) => row.replace(/-(\d)$/, '-00$1').replace(/-(\d\d)$/, '-0$1')),
    )
  })

  test('a range and an end cut both sides', async () => {
    await seedHistory()
    const above = where('at', 'GREATER_THAN_OR_EQUAL', int(31))
    const below = where('at', 'LESS_THAN', int(33))
    const between = { from, where: and(of('u2'), above, below), orderBy: newestFirst }
    expect(await db.ids(between)).toEqual(
      ['98', '97', '96', '95', '94', '93'].map((n) => `u2-0${n}`),
    )
    const endAt = { values: [int(32), int(97)], before: false }
    expect(await db.ids({ ...between, endAt })).toEqual(['u2-098', 'u2-097'])
  })

  test('offset and limit count, and skipped rows are read', async () => {
    await seedHistory()
    await db.call('DELETE', '/__local/counters')
    const query = { from, where: of('u0'), orderBy: newestFirst, offset: 2, limit: 2 }
    expect(await db.ids(query)).toEqual(['u0-097', 'u0-096'])
    expect(db.counters().documentsRead).toBe(4)
    expect(await db.ids({ from, limit: 0 })).toEqual([])
    expect(await db.ids({ from, limit: -1 })).toBe('INVALID_ARGUMENT')
  })

  test('a query that finds nothing costs one read', async () => {
    expect(await db.ids({ from })).toEqual([])
    expect(db.counters().documentsRead).toBe(1)
  })
})

describe('filters', () => {
  beforeEach(async () => {
    const values = {
      nul: { nullValue: null },
      nan: { doubleValue: 'NaN' },
      one: int(1),
      oneDouble: { doubleValue: 1 },
      two: int(2),
      big: int('9007199254740993'),
      bigDouble: { doubleValue: 9007199254740992 },
      text: text('1'),
    }
    const writes = Object.entries(values).map(([id, v]) => update(`rows/${id}`, { v }))
    await db.commit(
      ...writes,
      update('rows/none', {}),
      update('rows/one/rows/below', { v: int(1) }),
    )
  })

  test('numbers compare exactly across types, and ranges stay within their type', async () => {
    const matching = (op: string, value: object) => db.ids({ from, where: where('v', op, value) })
    expect(await matching('EQUAL', { doubleValue: 1 })).toEqual(['one', 'oneDouble'])
    expect(await matching('GREATER_THAN', int(2))).toEqual(['bigDouble', 'big'])
    expect(await matching('GREATER_THAN', { doubleValue: 9007199254740992 })).toEqual(['big'])
    expect(await matching('LESS_THAN', int(2))).toEqual(['one', 'oneDouble'])
    expect(await matching('EQUAL', { nullValue: null })).toEqual([])
    const downwards = (op: string, value: object) =>
      db.ids({ from, where: where('v', op, value), orderBy: [orderBy('v', DESC)] })
    expect(await downwards('GREATER_THAN', int(1))).toEqual(['big', 'bigDouble', 'two'])
    expect(await downwards('LESS_THAN', int(2))).toEqual(['oneDouble', 'one'])
    expect(await downwards('LESS_THAN_OR_EQUAL', int(1))).toEqual(['oneDouble', 'one'])
    const unary = (op: string) => ({ unaryFilter: { field: { fieldPath: 'v' }, op } })
    expect(await db.ids({ from, where: unary('IS_NULL') })).toEqual(['nul'])
    expect(await db.ids({ from, where: unary('IS_NAN') })).toEqual(['nan'])
  })

  test('IN merges its alternatives in the order asked for, each document once', async () => {
    const anyOf = where('v', 'IN', list(int(2), int(1), { doubleValue: 1 }, text('1')))
    expect(await db.ids({ from, where: anyOf })).toEqual(['one', 'oneDouble', 'text', 'two'])
    const query = { from, where: anyOf, orderBy: [orderBy('v', DESC)] }
    expect(await db.ids(query)).toEqual(['text', 'two', 'oneDouble', 'one'])
    const startAt = { values: [int(2)], before: false }
    expect(await db.ids({ ...query, startAt })).toEqual(['oneDouble', 'one'])
    const tooMany = list(...Array.from({ length: 31 }, (_, at) => int(at)))
    expect(await db.ids({ from, where: where('v', 'IN', tooMany) })).toBe('INVALID_ARGUMENT')
  })

  test('names are filtered and paged by reference', async () => {
    const byName = (op: string, id: string) =>
      db.ids({ from, where: where('__name__', op, reference(`rows/${id}`)) })
    expect(await byName('EQUAL', 'one')).toEqual(['one'])
    expect(await byName('GREATER_THAN', 'one')).toEqual(['oneDouble', 'text', 'two'])
    expect(await byName('EQUAL', 'gone')).toEqual([])
    const startAt = { values: [reference('rows/oneDouble')], before: true }
    const paged = { from, orderBy: [orderBy('__name__')], startAt, limit: 2 }
    expect(await db.ids(paged)).toEqual(['oneDouble', 'text'])
  })

  test('subcollections are apart from their parents', async () => {
    const below = await db.query({ from }, '/rows/one')
    expect(documentsOf(below.body).map((row) => row.name)).toEqual([name('rows/one/rows/below')])
    expect(await db.ids({ from })).not.toContain('below')
  })

  test('a projection leaves the other fields out', async () => {
    const only = async (...paths: string[]) => {
      const fields = paths.map((fieldPath) => ({ fieldPath }))
      const [first] = documentsOf((await db.query({ from, select: { fields }, limit: 1 })).body)
      return first?.fields
    }
    expect(await only('v', 'w')).toEqual({ v: int('9007199254740993') })
    expect(await only('__name__')).toBeUndefined()
  })
})

describe('refusals', () => {
  test('what is malformed is INVALID_ARGUMENT, what is missing here says so', async () => {
    const status = async (query: object) => (await db.query({ from, ...query })).status
    const cursor = { values: [int(1)], before: true }
    expect(await status({ startAt: cursor })).toBe('INVALID_ARGUMENT')
    expect(await status({ orderBy: [orderBy('a'), orderBy('a')] })).toBe('INVALID_ARGUMENT')
    expect(await status({ orderBy: [orderBy('__name__'), orderBy('a')] })).toBe('INVALID_ARGUMENT')
    expect(await status({ where: { fieldFilter: { op: 'EQUAL' } } })).toBe('INVALID_ARGUMENT')
    expect(await status({ limitt: 1 })).toBe('INVALID_ARGUMENT')
    expect(await status({ where: where('v', 'NOT_EQUAL', int(1)) })).toBe('UNIMPLEMENTED')
  })

  test('a past instant is answered while it is the present, never with newer data', async () => {
    const { body } = await db.query({ from })
    const [{ readTime } = { readTime: '' }] = body as { readTime: string }[]
    const at = () => db.call('POST', ':runQuery', { structuredQuery: { from }, readTime })
    expect((await at()).status).toBe('OK')
    await db.commit(update('rows/later', {}))
    expect((await at()).status).toBe('UNIMPLEMENTED')
  })
})
