// A query that works here and is refused in production is an outage on the first day there.
import { describe, expect, test } from 'vitest'
import type { IndexFile } from './indexes.ts'
import { and, int, orderBy, startFirestore, text, update, where } from './test-client.ts'

const REFUSED = 'FAILED_PRECONDITION'
const DESC = 'DESCENDING'
const from = [{ collectionId: 'c' }]
const a1 = where('a', 'EQUAL', int(1))
const b1 = where('b', 'EQUAL', int(1))
const bAbove = where('b', 'GREATER_THAN', int(0))
const has = where('l', 'ARRAY_CONTAINS', int(1))

function withIndexes(file: Partial<IndexFile>) {
  return startFirestore({ indexes: { indexes: [], fieldOverrides: [], ...file } })
}

const composite = (...fields: string[]) => ({
  collectionGroup: 'c',
  queryScope: 'COLLECTION' as const,
  fields: fields.map((field) => {
    const [fieldPath = '', mode = ''] = field.split(' ')
    if (mode === 'contains') return { fieldPath, arrayConfig: 'CONTAINS' as const }
    const order = mode === 'desc' ? ('DESCENDING' as const) : ('ASCENDING' as const)
    return { fieldPath, order }
  }),
})

describe('without composite indexes', () => {
  test('what automatic indexes answer is answered', async () => {
    const db = withIndexes({})
    const answered = [
      {},
      { where: a1 },
      { where: and(a1, b1) },
      { where: and(a1, where('a', 'GREATER_THAN', int(0))), orderBy: [orderBy('a')] },
      { where: bAbove },
      { where: bAbove, orderBy: [orderBy('b', DESC)] },
      { orderBy: [orderBy('b', DESC)] },
      { orderBy: [orderBy('b', DESC), orderBy('__name__', DESC)] },
      { where: a1, orderBy: [orderBy('__name__', DESC)] },
      { where: has },
      { where: where('m.x', 'IN', { arrayValue: { values: [int(1), text('x')] } }) },
    ]
    for (const query of answered) expect(await db.ids({ from, ...query })).toEqual([])
  })

  test('everything else is refused, naming the index it needs', async () => {
    const db = withIndexes({})
    const refused = [
      { where: a1, orderBy: [orderBy('b')] },
      { where: and(a1, bAbove) },
      { where: and(bAbove, where('a', 'LESS_THAN', int(1))) },
      { where: bAbove, orderBy: [orderBy('a')] },
      { orderBy: [orderBy('a'), orderBy('b')] },
      { orderBy: [orderBy('b', DESC), orderBy('__name__')] },
      { orderBy: [orderBy('__name__', DESC)] },
      { where: and(has, a1) },
      { where: has, orderBy: [orderBy('a')] },
    ]
    for (const query of refused) expect(await db.ids({ from, ...query })).toBe(REFUSED)
    const { code, body } = await db.query({ from, ...refused[0] })
    expect(code).toBe(400)
    expect(JSON.stringify(body)).toMatch(/The query requires an index.*fieldPath.*a.*fieldPath.*b/)
  })

  test('an index of collection groups serves no collection', async () => {
    const scope = { queryScope: 'COLLECTION_GROUP' as const }
    const ofGroups = withIndexes({
      indexes: [{ ...composite('a', 'b'), ...scope }],
      fieldOverrides: [
        { collectionGroup: 'c', fieldPath: 'n', indexes: [{ order: 'ASCENDING', ...scope }] },
      ],
    })
    expect(await ofGroups.ids({ from, where: a1, orderBy: [orderBy('b')] })).toBe(REFUSED)
    expect(await ofGroups.ids({ from, orderBy: [orderBy('n')] })).toBe(REFUSED)
  })
})

describe('with composite indexes', () => {
  test('equalities first in any direction, then exactly the order asked for', async () => {
    const db = withIndexes({ indexes: [composite('a', 'b desc')] })
    const byB = [orderBy('b', DESC)]
    expect(await db.ids({ from, where: a1, orderBy: byB })).toEqual([])
    expect(await db.ids({ from, where: and(a1, bAbove), orderBy: byB })).toEqual([])
    expect(await db.ids({ from, where: a1, orderBy: [orderBy('b')] })).toBe(REFUSED)
    expect(await db.ids({ from, where: and(a1, bAbove) })).toBe(REFUSED)
    expect(await db.ids({ from, orderBy: [orderBy('a'), ...byB] })).toEqual([])
    expect(await db.ids({ from, orderBy: [orderBy('a', DESC), ...byB] })).toBe(REFUSED)
  })

  test('two of them with the same order are joined for two equalities', async () => {
    const db = withIndexes({ indexes: [composite('a', 't desc'), composite('b', 't desc')] })
    const fields = [
      [1, 1, 5],
      [1, 2, 4],
      [2, 1, 3],
      [1, 1, 2],
      [1, 1, 9],
    ]
    const writes = fields.map(([a = 0, b = 0, t = 0], at) =>
      update(`c/${at}`, { a: int(a), b: int(b), t: int(t) }),
    )
    await db.commit(...writes)
    const query = { from, where: and(a1, b1), orderBy: [orderBy('t', DESC)] }
    expect(await db.ids(query)).toEqual(['4', '0', '3'])
  })

  test('array-contains joins an order by a composite index only', async () => {
    const db = withIndexes({ indexes: [composite('l contains', 'a desc')] })
    const list = (...values: object[]) => ({ arrayValue: { values } })
    await db.commit(
      update('c/1', { l: list(int(1), int(2)), a: int(1) }),
      update('c/2', { l: list(int(1), int(1)), a: int(2) }),
      update('c/3', { l: list(int(2)), a: int(3) }),
    )
    expect(await db.ids({ from, where: has, orderBy: [orderBy('a', DESC)] })).toEqual(['2', '1'])
  })

  test('a sum needs an index that holds the summed field beside the filter', async () => {
    const aggregations = [{ alias: 's', sum: { field: { fieldPath: 'n' } } }, { count: {} }]
    const structuredQuery = { from, where: a1 }
    const run = (db: ReturnType<typeof withIndexes>) =>
      db.call('POST', ':runAggregationQuery', {
        structuredAggregationQuery: { structuredQuery, aggregations },
      })
    const indexed = withIndexes({ indexes: [composite('a', 'n')] })
    await indexed.commit(
      update('c/1', { a: int(1), n: int('9223372036854775807') }),
      update('c/2', { a: int(1), n: int('-9223372036854775800') }),
      update('c/3', { a: int(1) }),
    )
    expect((await run(withIndexes({}))).status).toBe(REFUSED)
    expect((await run(indexed)).body).toMatchObject([
      { result: { aggregateFields: { s: int(7), field_1: int(2) } } },
    ])
  })
})

describe('exemptions', () => {
  test('an exempted field has no automatic index, also inside its map', async () => {
    const exempt = (fieldPath: string) => ({ collectionGroup: 'c', fieldPath, indexes: [] })
    const db = withIndexes({ fieldOverrides: [exempt('a'), exempt('m'), exempt('m.`k y`.z')] })
    expect(await db.ids({ from, where: a1 })).toBe(REFUSED)
    expect(await db.ids({ from, orderBy: [orderBy('m.x')] })).toBe(REFUSED)
    expect(await db.ids({ from, where: b1 })).toEqual([])
    expect(await db.ids({ from: [{ collectionId: 'd' }], where: a1 })).toEqual([])
  })

  test('the nearest override counts, `*` last, and a ttl alone exempts nothing', async () => {
    const descending = [{ order: 'DESCENDING' as const, queryScope: 'COLLECTION' as const }]
    const db = withIndexes({
      fieldOverrides: [
        { collectionGroup: 'c', fieldPath: '*', indexes: [] },
        { collectionGroup: 'c', fieldPath: 'b', indexes: descending },
        { collectionGroup: 'd', fieldPath: 'expiresAt', ttl: true },
      ],
    })
    expect(await db.ids({ from, orderBy: [orderBy('b', DESC)] })).toEqual([])
    expect(await db.ids({ from, orderBy: [orderBy('b')] })).toBe(REFUSED)
    expect(await db.ids({ from, orderBy: [orderBy('a', DESC)] })).toBe(REFUSED)
    const byExpiry = { from: [{ collectionId: 'd' }], orderBy: [orderBy('expiresAt')] }
    expect(await db.ids(byExpiry)).toEqual([])
  })
})
