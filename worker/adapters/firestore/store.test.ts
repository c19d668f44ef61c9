// The lists people and crons live on: complete, in order, nobody else's, and served by an index.
import { describe, expect, test } from 'vitest'
import { PackageId, PurchaseId } from '../../../shared/ids.ts'
import { emptyWallet, SHARDS } from '../../domain/ledger.ts'
import type { Order } from '../../domain/purchase.ts'
import type { Change, Page, Store } from '../../ports.ts'
import type { Harness } from '../../test/harness.ts'
import { book, moves } from '../../test/movements.ts'
import { CREATED_AT, orderOf } from '../../test/orders.ts'
import { ALICE, BOB, sell, startHarness } from '../../test/start.ts'

const FIRST: Page['after'] = null
const idOf = (n: number) => PurchaseId.parse(`pur_${String(n).padStart(40, '0')}`)

async function put(store: Store, changes: readonly Change[]): Promise<void> {
  await store.atomically({}, () => ({ answer: null, changes }))
}

const putOrders = (store: Store, orders: readonly Order[]) =>
  put(
    store,
    orders.map((value) => ({ ref: { kind: 'order', id: value.id }, value })),
  )

/** Follows the cursor to the end; a list that never ends is a failure, not a hang. */
async function all<T>(
  limit: number,
  next: (page: Page) => Promise<T[]>,
  positionOf: (item: T) => NonNullable<Page['after']>,
): Promise<T[]> {
  const items: T[] = []
  let after: Page['after'] = FIRST
  for (let pages = 0; pages < 50; pages += 1) {
    const page = await next({ limit, after })
    items.push(...page)
    const last = page.at(-1)
    if (page.length < limit || !last) return items
    after = positionOf(last)
  }
  throw new Error('the list has no end')
}

async function reads(harness: Harness, work: () => Promise<unknown>): Promise<number> {
  const before = harness.meter.reads
  await work()
  return harness.meter.reads - before
}

describe('the history of a wallet', () => {
  async function start() {
    const harness = startHarness()
    const { store } = harness.services
    const kinds = [moves.purchase(500, 50), ...Array.from({ length: 11 }, () => moves.commit(3))]
    const { rows } = book(emptyWallet(ALICE), [...kinds, moves.release(3)], CREATED_AT)
    const others = book(emptyWallet(BOB), [], CREATED_AT).rows
    await put(
      store,
      [...rows, ...others].map((value) => ({ ref: { kind: 'row', id: value.id }, value })),
    )
    const list = (filter = {}, limit = 4) =>
      all(
        limit,
        (page) => store.rowsOf(ALICE, filter, page),
        ({ timestamp, seq }) => ({
          at: timestamp,
          tie: seq,
        }),
      )
    return { harness, store, rows, list }
  }

  test('is complete and newest first, whatever the size of the page', async () => {
    const { rows, list } = await start()
    const newestFirst = rows.toReversed()
    for (const limit of [1, 3, 13, 100]) expect(await list({}, limit)).toEqual(newestFirst)
  })

  test("holds nobody else's rows", async () => {
    const { store } = await start()
    expect(await store.rowsOf(BOB, {}, { limit: 5, after: FIRST })).toEqual([])
  })

  test('filters by type and by time: from is included, to is not', async () => {
    const { rows, list } = await start()
    const [first, second, third] = rows
    expect(await list({ type: 'commit' })).toHaveLength(11)
    expect(await list({ type: 'win' })).toEqual([])
    const window = { from: second?.timestamp, to: (third?.timestamp ?? 0) + 1 }
    expect(await list(window)).toEqual([third, second])
    expect(await list({ to: second?.timestamp })).toEqual([first])
    expect(await list({ ...window, type: 'commit' })).toEqual([third, second])
  })

  test('costs as many reads as the page has rows, also on the last page', async () => {
    const { harness, store, rows } = await start()
    const deep = rows[5]
    const after = { at: deep?.timestamp ?? 0, tie: deep?.seq ?? 0 }
    expect(await reads(harness, () => store.rowsOf(ALICE, {}, { limit: 3, after }))).toBe(3)
    const last = { at: rows[0]?.timestamp ?? 0, tie: 1 }
    expect(await reads(harness, () => store.rowsOf(ALICE, {}, { limit: 3, after: last }))).toBe(1)
  })
})

describe("a person's purchases", () => {
  async function start() {
    const harness = startHarness()
    const { store } = harness.services
    const statuses = ['creating', 'pending', 'credited', 'failed'] as const
    // Three at a time share a microsecond, so that only the id tells them apart.
    const orders = Array.from({ length: 12 }, (_, n) =>
      orderOf({
        id: idOf(n),
        status: statuses[n % 4] ?? 'pending',
        createdAt: CREATED_AT + Math.floor(n / 3),
      }),
    )
    await putOrders(store, [...orders, orderOf({ id: idOf(99), userId: BOB })])
    const list = (wanted: Order['status'][], limit: number) =>
      all(
        limit,
        (page) => store.ordersOf(ALICE, wanted, page),
        ({ createdAt, id }) => ({
          at: createdAt,
          tie: id,
        }),
      )
    return { orders, list }
  }

  test('are complete and without doubles, also where times are equal', async () => {
    const { orders, list } = await start()
    for (const limit of [1, 2, 5, 12, 50])
      expect(await list([], limit)).toEqual(orders.toReversed())
  })

  test('filter by one state or several, page by page', async () => {
    const { orders, list } = await start()
    const wanted = (states: Order['status'][]) =>
      orders.filter(({ status }) => states.includes(status)).toReversed()
    for (const states of [['credited'], ['creating', 'pending']] as Order['status'][][]) {
      expect(await list(states, 2)).toEqual(wanted(states))
    }
    expect(await list(['refused'], 2)).toEqual([])
  })
})

describe('orders that wait', () => {
  test('due ones are found on every shard, soonest first, and never more than asked', async () => {
    const { store } = startHarness().services
    const orders = Array.from({ length: 24 }, (_, n) =>
      orderOf({ id: idOf(n), shard: n % 8, nextCheckAt: CREATED_AT + ((n * 7) % 24) }),
    )
    const idle = orderOf({ id: idOf(99), nextCheckAt: null, status: 'credited' })
    await putOrders(store, [...orders, idle])
    const soonest = orders.toSorted((a, b) => (a.nextCheckAt ?? 0) - (b.nextCheckAt ?? 0))
    const ids = soonest.map(({ id }) => id)
    const due = async (at: number, limit = 400) => (await store.ordersDue(at, SHARDS, limit)).ids
    expect(await due(CREATED_AT + 100)).toEqual(ids)
    expect(await due(CREATED_AT + 9)).toEqual(ids.slice(0, 10))
    expect(await due(CREATED_AT - 1)).toEqual([])
    expect((await due(CREATED_AT + 100, 9)).length).toBeLessThanOrEqual(9)
  })

  test('those of one package are found when it goes off sale, and only unpaid ones', async () => {
    const { store } = startHarness().services
    const other = PackageId.parse('other')
    await putOrders(store, [
      orderOf({ id: idOf(1) }),
      orderOf({ id: idOf(2) }),
      orderOf({ id: idOf(3), packageId: other }),
      orderOf({ id: idOf(4), status: 'credited' }),
    ])
    const found = await store.pendingOrdersOf(PackageId.parse('starter'), 100)
    expect(found.sort()).toEqual([idOf(1), idOf(2)])
    expect(await store.pendingOrdersOf(PackageId.parse('starter'), 1)).toHaveLength(1)
  })
})

describe('packages', () => {
  test('come back as they were stored, in the order of the shop', async () => {
    const harness = startHarness()
    const { store } = harness.services
    const a = await sell(harness, { id: 'a' })
    const b = { ...(await sell(harness, { id: 'b', outOfSync: true })), sortOrder: 1 }
    const ref = { kind: 'package', id: 'b' } as const
    await store.atomically({ seen: ref }, () => ({ answer: 0, changes: [{ ref, value: b }] }))
    expect(await store.packages()).toEqual([a, b])
    expect(await reads(harness, () => store.packages())).toBe(2)
  })

  test('that cannot be read in time are an outage', async () => {
    const harness = startHarness({ storeTimeoutMs: 30 })
    harness.intercept('firestore', () => new Promise(() => undefined))
    const reading = harness.services.store.packages()
    await expect(reading).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })
})
