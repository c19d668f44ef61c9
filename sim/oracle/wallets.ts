// Balances: a projection of the rows, written with them or not at all.
import { demand } from '../violation.ts'
import type { Plain } from './decode.ts'
import { isHeld } from './holds.ts'
import { afterOf } from './rows.ts'
import { type Effect, type Moved, purseOf, type Row, type Shadow } from './shadow.ts'

const DAY = 86_400_000_000
/** Clocks of isolates and of the database differ. */
const SKEW = 30_000_000
const OPEN_ORDERS_MAX = 3

export function checkWallets(shadow: Shadow, effect: Effect, rows: readonly Row[]): void {
  const moved = effect.of('balances')
  for (const each of moved) checkWallet(shadow, effect, each, rows)
  for (const { id, userId } of rows) {
    const with_ = moved.some(({ path }) => path === `balances/${userId}`)
    demand('I5', with_, () => `${id} came without its balance`)
  }
  checkSupply(shadow)
}

function checkWallet(shadow: Shadow, effect: Effect, moved: Moved, rows: readonly Row[]): void {
  const { path, after, before } = moved
  const userId = path.slice('balances/'.length)
  const purse = purseOf(shadow, userId)
  demand('I1', after.userId === userId, () => `${path} names another person`)
  for (const [field, value] of Object.entries(afterOf(purse))) {
    const stored = after[field]
    demand('I1', stored === value, () => `${path} says ${field} ${stored}, its rows ${value}`)
    demand('I4', value >= 0 && Number.isSafeInteger(value), () => `${path}: ${field} is ${value}`)
  }
  demand('I2', after.headHash === purse.headHash, () => `${path} has lost its chain`)
  demand('I2', after.lastUpdated === purse.lastUpdated, () => `${path} has another last time`)
  demand('I21', purse.available === 0 || purse.owed === 0, () => {
    return `${path} has ${purse.available} available and owes ${purse.owed}`
  })
  demand('I10', purse.committed === purse.held, () => {
    return `${path} holds ${purse.committed}, its unsettled commitments ${purse.held}`
  })
  const own = rows.filter((row) => row.userId === userId)
  checkDay(before, after, own, effect.at)
  if (before) checkLimits(before, after, effect)
  checkOpenOrders(effect, after, userId)
}

interface Day {
  readonly day: number
  readonly committedTokens: number
  readonly purchasedCents: number
}
const NO_DAY: Day = { day: 0, committedTokens: 0, purchasedCents: 0 }

/** Counts what was committed and bought on a day; settlements leave it alone. */
function checkDay(before: Plain | undefined, after: Plain, rows: readonly Row[], at: number): void {
  const was = (before?.day as Day | undefined) ?? NO_DAY
  const is = after.day as Day
  demand('I14', is.day >= was.day, () => `the day went back from ${was.day} to ${is.day}`)
  const today = Math.floor((at + SKEW) / DAY)
  demand('I14', is.day <= today, () => `the day ${is.day} has not come yet`)
  const committed = rows.reduce((sum, row) => sum + (row.type === 'commit' ? row.amount : 0), 0)
  const bought = rows.some(({ type }) => type === 'purchase')
  if (committed > 0) checkMayCommit(after, at)
  const from = is.day === was.day ? was : NO_DAY
  const expected = from.committedTokens + committed
  demand('limits', is.committedTokens === expected, () => {
    return `${is.committedTokens} committed today, expected ${expected}`
  })
  const spent = bought || is.purchasedCents === from.purchasedCents
  demand('limits', spent, () => 'the cents of the day changed without a purchase')
  const cap = capsOf(after, at + SKEW).commitTokensPerDay
  const earlier = capsOf(after, at - SKEW).commitTokensPerDay
  const most = Math.max(cap ?? Infinity, earlier ?? Infinity)
  demand('limits', committed === 0 || is.committedTokens <= most, () => {
    return `${is.committedTokens} committed today over the own limit ${most}`
  })
}

/** Nobody commits who may not, or asked for a break. */
function checkMayCommit(wallet: Plain, at: number): void {
  const { state, limits } = wallet
  const free = state === 'active' && !isHeld(wallet, 'commitments', at)
  demand('limits', free, () => `somebody ${String(state)}, or on hold, committed tokens`)
  const { excludedUntil } = limits as Limits
  demand('limits', excludedUntil < at + SKEW, () => 'somebody committed tokens during a break')
}

interface Caps {
  readonly purchaseCentsPerDay: number | null
  readonly commitTokensPerDay: number | null
}
type Limits = Caps & {
  readonly excludedUntil: number
  readonly wished: (Caps & { readonly startsAt: number }) | null
}

function capsOf(wallet: Plain, at: number): Caps {
  const limits = wallet.limits as Limits
  return limits.wished && at >= limits.wished.startsAt ? limits.wished : limits
}

/** Tightened at once, loosened a day later; a break is never shortened. */
function checkLimits(before: Plain, after: Plain, { at, askedAt }: Effect): void {
  const [was, is] = [before.limits as Limits, after.limits as Limits]
  demand('limits', is.excludedUntil >= was.excludedUntil, () => 'a break was shortened')
  const starts = is.wished?.startsAt ?? Number.POSITIVE_INFINITY
  const isWaiting = starts === was.wished?.startsAt || starts >= askedAt + DAY - SKEW
  demand('limits', isWaiting, () => 'looser limits would begin within a day')
  const [now, then] = [capsOf(before, at + SKEW), capsOf(after, askedAt - SKEW)]
  for (const name of ['purchaseCentsPerDay', 'commitTokensPerDay'] as const) {
    const looser = (then[name] ?? Infinity) > (now[name] ?? Infinity)
    demand('limits', !looser, () => `${name} was loosened at once, to ${then[name]}`)
  }
}

const OPEN = new Set(['creating', 'pending', 'awaiting_payment'])

function checkOpenOrders(effect: Effect, after: Plain, userId: string): void {
  const open = Object.keys(after.openOrders as Plain)
  demand('I14', open.length <= OPEN_ORDERS_MAX, () => `${userId} has ${open.length} open orders`)
  for (const id of open) {
    const order = effect.now(`purchases/${id}`)
    const isOpen = order?.userId === userId && OPEN.has(String(order.status))
    demand('I14', isOpen, () => `${id} takes a slot, and is ${order?.status}`)
  }
}

/** I3: whatever moved, nothing came from nowhere. */
function checkSupply({ purses, house }: Shadow): void {
  let sum = 0
  for (const { available, committed, owed } of purses.values()) sum += available + committed - owed
  for (const amount of Object.values(house)) sum += amount
  demand('I3', sum === 0, () => `the books are off by ${sum}`)
}
