// One person's books in full, a page at a time: rows from the newest back to the first, orders,
// commitments, and what they hold. It only reads; what it has to remember between pages fits into a
// document.
import { UserId } from '../../shared/ids.ts'
import type { Difference, Facts, Found } from '../domain/difference.ts'
import type { TokenTransaction, Wallet } from '../domain/ledger.ts'
import {
  atTheBeginning,
  faultsOfHeld,
  type Place,
  placeOfBalance,
  rowAhead,
  stepBack,
} from '../domain/reconcile-chain.ts'
import { faultsOfRow } from '../domain/reconcile-row.ts'
import type { Page, Ref, Services } from '../ports.ts'
import { checkFound } from './check-commitments.ts'
import { checkNamedOrders, NAMED_ORDERS_CALLS } from './check-named-orders.ts'
import { checkOrders } from './check-orders.ts'
import { checkSources } from './check-sources.ts'

const ROWS_PAGE_MAX = 300
const ORDERS_PAGE_MAX = 100
const COMMITMENTS_PAGE_MAX = 100
/** Somebody who commits all the time is looked at again. */
const LOOKS_MAX = 3

export interface PersonWork {
  readonly userId: UserId
  readonly stage: 'checkpoint' | 'rows' | 'orders' | 'commitments' | 'held'
  readonly after: Page['after']
  readonly version: number
  readonly place: Place
  /** A row newer than the balance. */
  readonly ahead: string | null
  /** So far. */
  readonly agrees: boolean
}
export interface PersonStep {
  /** Null: there is no more to look at. */
  readonly work: PersonWork | null
  readonly differences: readonly Difference[]
  readonly calls: number
  readonly rows: number
  /** At the end: nothing differs of them. */
  readonly isWhole?: boolean
}
type Needs = Pick<Services, 'store' | 'hash'>

export const beginPerson = (wallet: Wallet): PersonWork => ({
  userId: wallet.userId,
  stage: 'checkpoint',
  after: null,
  version: wallet.version,
  place: placeOfBalance(wallet),
  ahead: null,
  agrees: true,
})

/** A balance that is not what its name says, or not readable at all. */
export function faultsOfBalance({ id, value, writtenAt = '' }: Found<Wallet>): Difference[] {
  if (value?.userId === id) return []
  const owner = UserId.safeParse(id)
  const userId = owner.success ? owner.data : null
  return [{ kind: 'balance_unreadable', id, userId, facts: { writtenAt } }]
}

export const balanceMissing = (userId: UserId, facts: Facts): Difference => ({
  kind: 'balance_missing',
  id: userId,
  userId,
  facts,
})

/** One look. Of rows no more than have `room` differences, about: the next look goes on there. */
export async function checkPerson(
  s: Needs,
  work: PersonWork,
  room = Number.POSITIVE_INFINITY,
): Promise<PersonStep> {
  const step = await STAGES[work.stage](s, work, room)
  const agrees = work.agrees && step.differences.length === 0
  if (step.work) return { ...step, work: { ...step.work, agrees } }
  return agrees ? { ...step, isWhole: true } : step
}

const STAGES = {
  checkpoint: checkpointOf,
  rows: rowsOf,
  orders: ordersOf,
  commitments: commitmentsOf,
  held: heldBy,
} as const

/**
 * Nothing archives rows yet, so nothing of ours writes one: whatever it says, it vouches for no
 * balance and excuses no row.
 */
async function checkpointOf({ store }: Needs, work: PersonWork): Promise<PersonStep> {
  const { userId } = work
  const found = await store.checkpointsOf(userId)
  const differences = found.map(
    ({ id, writtenAt = '' }): Difference => ({
      kind: 'checkpoint_unfit',
      id,
      userId,
      facts: { writtenAt },
    }),
  )
  return { work: { ...work, stage: 'rows' }, differences, calls: 1, rows: 0 }
}

async function rowsOf(s: Needs, work: PersonWork, room: number): Promise<PersonStep> {
  const found = await s.store.rowsFound(
    work.userId,
    {},
    { limit: ROWS_PAGE_MAX, after: work.after },
  )
  const differences: Difference[] = []
  const looked: TokenTransaction[] = []
  let { place, ahead, after } = work
  let count = 0
  for (const each of found) {
    const row = each.value
    if (differences.length >= room && after !== work.after) break
    count += 1
    after = each.at ?? after
    differences.push(...faultsOfRow(each, s.hash.sha256))
    if (!row) continue
    looked.push(row)
    // Written after the balance was looked at, most likely; the end will tell.
    if (row.seq > work.version && place.by === 'balance') ahead ??= row.id
    else {
      const step = stepBack(place, row)
      differences.push(...step.differences)
      place = step.place
    }
  }
  const sources = await checkSources(s, looked)
  differences.push(...sources.differences)
  const step = { calls: 1 + sources.calls, rows: count }
  const isLast = count === found.length && (found.length < ROWS_PAGE_MAX || after === work.after)
  const next = { ...work, place, ahead }
  if (!isLast) return { ...step, work: { ...next, after }, differences }
  differences.push(...atTheBeginning(place, work.userId))
  return { ...step, work: { ...next, stage: 'orders', after: null }, differences }
}

async function ordersOf(s: Needs, work: PersonWork): Promise<PersonStep> {
  const page = { limit: ORDERS_PAGE_MAX, after: work.after }
  const found = await s.store.ordersFound(work.userId, page)
  const { differences, calls } = await checkOrders(s, found)
  const last = found.findLast(({ at }) => at)?.at ?? null
  const step = { differences, calls: 1 + calls, rows: 0 }
  if (found.length < ORDERS_PAGE_MAX || !last) {
    return { ...step, work: { ...work, stage: 'commitments', after: null } }
  }
  return { ...step, work: { ...work, after: last } }
}

async function commitmentsOf(s: Needs, work: PersonWork): Promise<PersonStep> {
  const page = { limit: COMMITMENTS_PAGE_MAX, after: work.after }
  const found = await s.store.commitmentsFound(work.userId, page)
  const { differences, calls } = await checkFound(s, found)
  const last = found.findLast(({ at }) => at)?.at ?? null
  const step = { differences, calls: 1 + calls, rows: 0 }
  if (found.length < COMMITMENTS_PAGE_MAX || !last) {
    return { ...step, work: { ...work, stage: 'held', after: null } }
  }
  return { ...step, work: { ...work, after: last } }
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
  const orders = before ? await checkNamedOrders({ store }, before) : []
  if (before) calls += NAMED_ORDERS_CALLS
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const stakes = await store.openStakes(work.userId)
    const after = (await store.look(refs)).wallet?.value ?? null
    calls += 2
    if (before && after && before.version === after.version) {
      const isAhead = work.ahead !== null && after.version === work.version
      const ahead = isAhead ? [rowAhead(after, work.ahead ?? '')] : []
      return { ...end, calls, differences: [...orders, ...ahead, ...faultsOfHeld(after, stakes)] }
    }
    before = after
  }
  return { ...end, calls, differences: orders }
}
