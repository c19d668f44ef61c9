// One person's books in full, a page at a time: rows from the newest back to the first, orders, and
// what they hold. It only reads; what it has to remember between pages fits into a document.
import { UserId } from '../../shared/ids.ts'
import type { Difference, Found } from '../domain/difference.ts'
import type { TokenTransaction, Wallet } from '../domain/ledger.ts'
import {
  atTheBeginning,
  faultsOfHeld,
  type Place,
  placeOfBalance,
  rowAhead,
  stepBack,
} from '../domain/reconcile-chain.ts'
import { faultsOfPurchaseRow } from '../domain/reconcile-order.ts'
import { faultsOfRow } from '../domain/reconcile-row.ts'
import type { Page, Ref, Services } from '../ports.ts'
import { checkOrders } from './check-orders.ts'

const ROWS_PAGE_MAX = 300
const ORDERS_PAGE_MAX = 100
/** Somebody who commits all the time is looked at again. */
const LOOKS_MAX = 3

export interface PersonWork {
  readonly userId: UserId
  readonly stage: 'rows' | 'orders' | 'held'
  readonly after: Page['after']
  readonly version: number
  readonly place: Place
  /** A row newer than the balance. */
  readonly ahead: string | null
}
export interface PersonStep {
  /** Null: there is no more to look at. */
  readonly work: PersonWork | null
  readonly differences: readonly Difference[]
  readonly calls: number
  readonly rows: number
}
type Needs = Pick<Services, 'store' | 'hash'>

export const beginPerson = (wallet: Wallet): PersonWork => ({
  userId: wallet.userId,
  stage: 'rows',
  after: null,
  version: wallet.version,
  place: placeOfBalance(wallet),
  ahead: null,
})

/** A balance that is not what its name says, or not readable at all. */
export function faultsOfBalance({ id, value }: Found<Wallet>): Difference[] {
  if (value?.userId === id && Number.isSafeInteger(value.version)) return []
  const owner = UserId.safeParse(id)
  const userId = owner.success ? owner.data : null
  return [{ kind: 'balance_unreadable', id, userId, facts: {} }]
}

export function checkPerson(s: Needs, work: PersonWork): Promise<PersonStep> {
  switch (work.stage) {
    case 'rows':
      return rowsOf(s, work)
    case 'orders':
      return ordersOf(s, work)
    case 'held':
      return heldBy(s, work)
  }
}

async function rowsOf(s: Needs, work: PersonWork): Promise<PersonStep> {
  const page = { limit: ROWS_PAGE_MAX, after: work.after }
  const found = await s.store.rowsFound(work.userId, page)
  const differences = found.flatMap((each) => faultsOfRow(each, s.hash.sha256))
  const readable = found.flatMap(({ value }) => value ?? [])
  let { place, ahead } = work
  for (const row of readable) {
    // Written after the balance was looked at, most likely; the end will tell.
    if (row.seq > work.version && place.by === 'balance') ahead ??= row.id
    else {
      const step = stepBack(place, row)
      differences.push(...step.differences)
      place = step.place
    }
  }
  const purchases = await purchasesIn(s, readable)
  const step = { calls: 1 + purchases.calls, rows: found.length }
  const last = readable.at(-1)
  const all = [...differences, ...purchases.differences]
  if (found.length < ROWS_PAGE_MAX || !last) {
    all.push(...atTheBeginning(place, work.userId))
    return {
      ...step,
      work: { ...work, place, ahead, stage: 'orders', after: null },
      differences: all,
    }
  }
  const after = { at: last.timestamp, tie: last.seq }
  return { ...step, work: { ...work, place, ahead, after }, differences: all }
}

/** Each credit has its order. */
async function purchasesIn({ store }: Needs, rows: readonly TokenTransaction[]) {
  const credits = rows.filter(({ type }) => type === 'purchase')
  if (credits.length === 0) return { calls: 0, differences: [] }
  const refs = Object.fromEntries(
    credits.map(({ id, relatedId }) => [id, { kind: 'order', id: relatedId ?? 'none' } as const]),
  )
  const orders = await store.look(refs)
  const differences = credits.flatMap((row) => {
    return faultsOfPurchaseRow(row, orders[row.id]?.value ?? null)
  })
  return { calls: 1, differences }
}

async function ordersOf(s: Needs, work: PersonWork): Promise<PersonStep> {
  const page = { limit: ORDERS_PAGE_MAX, after: work.after }
  const found = await s.store.ordersFound(work.userId, page)
  const { differences, calls } = await checkOrders(s, found)
  const last = found.flatMap(({ value }) => value ?? []).at(-1)
  const step = { differences, calls: 1 + calls, rows: 0 }
  if (found.length < ORDERS_PAGE_MAX || !last) {
    return { ...step, work: { ...work, stage: 'held', after: null } }
  }
  return { ...step, work: { ...work, after: { at: last.createdAt, tie: last.id } } }
}

/** The balance must be the same before and after what it is compared with. */
async function heldBy({ store }: Needs, work: PersonWork): Promise<PersonStep> {
  const refs = { wallet: { kind: 'wallet', id: work.userId } } as const satisfies Record<
    string,
    Ref
  >
  const end = { work: null, rows: 0 }
  let calls = 1
  let before = (await store.look(refs)).wallet?.value ?? null
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const stakes = await store.openStakes(work.userId)
    const after = (await store.look(refs)).wallet?.value ?? null
    calls += 2
    if (before && after && before.version === after.version) {
      const isAhead = work.ahead !== null && after.version === work.version
      const ahead = isAhead ? [rowAhead(after, work.ahead ?? '')] : []
      return { ...end, calls, differences: [...ahead, ...faultsOfHeld(after, stakes)] }
    }
    before = after
  }
  return { ...end, calls, differences: [] }
}
