// Every row, as it is written: the right one for its cause, and a fold of the rows before it.
import { demand } from '../violation.ts'
import { adjustmentOf } from './adjustments.ts'
import {
  betOf,
  type Expected,
  purchaseOf,
  reversalOf,
  sameRow,
  settlementOf,
  withDebt,
} from './expected.ts'
import { takingOf } from './reversals.ts'
import {
  type Bet,
  bookOf,
  type Effect,
  type Moved,
  type Order,
  type Prediction,
  purseOf,
  type Row,
  type Shadow,
} from './shadow.ts'

export function checkRows(shadow: Shadow, effect: Effect): Row[] {
  const rows = effect.of('transactions').map(newRow)
  const inOrder = rows.sort((a, b) => (a.userId === b.userId ? a.seq - b.seq : 0))
  for (const row of inOrder) fold(shadow, effect, row)
  return inOrder
}

function newRow({ path, before, after }: Moved): Row {
  demand('I2', before === undefined, () => `${path} was changed: rows are immutable`)
  return after as never
}

function fold(shadow: Shadow, effect: Effect, row: Row): void {
  const purse = purseOf(shadow, row.userId)
  const { id, userId, seq } = row
  demand('I9', !shadow.rowIds.has(id), () => `${id} was written twice`)
  shadow.rowIds.add(id)
  const expected = expectedOf(shadow, effect, row)
  const postings = withDebt(purse, userId, expected.primary)
  demand('I1', sameRow(row, expected, postings), () => {
    const wanted = [expected.type, expected.amount, postings]
    return `${id} is ${shown([row.type, row.amount, row.postings])}, expected ${shown(wanted)}`
  })
  demand('I2', seq === purse.version + 1, () => `${id} is row ${seq} after ${purse.version}`)
  demand('I2', row.prevHash === purse.headHash, () => `${id} breaks the chain`)
  demand('I2', row.balanceBefore === purse.available, () => `${id} starts from another balance`)
  demand('I2', row.timestamp > purse.lastUpdated, () => `${id} is older than the row before it`)
  for (const posting of postings) apply(shadow, userId, posting)
  purse.totalEarned += expected.earned
  purse.totalSpent += expected.spent
  Object.assign(purse, { version: seq, headHash: row.hash, lastUpdated: row.timestamp })
  demand('I1', row.balanceAfter === purse.available, () => `${id} ends at another balance`)
  for (const [field, value] of Object.entries(afterOf(purse))) {
    demand(
      'I1',
      row.after[field] === value,
      () => `${id} says ${field} ${row.after[field]}: ${value}`,
    )
  }
  checkSums(shadow, row)
  const own = shadow.rows.get(userId)
  if (own) own.push(row)
  else shadow.rows.set(userId, [row])
}

const shown = (value: unknown): string => JSON.stringify(value)

export function afterOf(purse: ReturnType<typeof purseOf>): Record<string, number> {
  return {
    availableTokens: purse.available,
    committedTokens: purse.committed,
    owedTokens: purse.owed,
    totalEarned: purse.totalEarned,
    totalSpent: purse.totalSpent,
    version: purse.version,
  }
}

function apply(
  shadow: Shadow,
  userId: string,
  { from, to, amount }: Row['postings'][number],
): void {
  const purse = purseOf(shadow, userId)
  const add = (account: string, change: number): void => {
    if (account === `user:${userId}:available`) purse.available += change
    else if (account === `user:${userId}:committed`) purse.committed += change
    else if (account === `debt:${userId}`) purse.owed -= change
    else {
      demand('I3', account in shadow.house, () => `no account ${account}`)
      shadow.house[account as keyof Shadow['house']] += change
    }
  }
  add(from, -amount)
  add(to, amount)
}

/** The signed sums beside the postings, which reports are added up from. */
function checkSums(shadow: Shadow, row: Row): void {
  const own = {
    dAvailable: 0,
    dCommitted: 0,
    dOwed: 0,
    dStripe: 0,
    dPromo: 0,
    dBook: 0,
    dAdjust: 0,
  }
  const fields: Record<string, keyof typeof own> = {
    [`user:${row.userId}:available`]: 'dAvailable',
    [`user:${row.userId}:committed`]: 'dCommitted',
    [`debt:${row.userId}`]: 'dOwed',
    'world:stripe': 'dStripe',
    'house:promo': 'dPromo',
    'house:book': 'dBook',
    'house:adjust': 'dAdjust',
  }
  const add = (account: string, change: number): void => {
    const field = fields[account] as keyof typeof own
    own[field] += field === 'dOwed' ? -change : change
  }
  for (const { from, to, amount } of row.postings) {
    add(from, -amount)
    add(to, amount)
  }
  const stored = row as never as Record<string, unknown>
  for (const [field, value] of Object.entries(own)) {
    demand(
      'I3',
      stored[field] === value,
      () => `${row.id} says ${field} ${stored[field]}: ${value}`,
    )
  }
  if (row.predictionId) bookOf(shadow, row.predictionId).rows += own.dBook
}

function expectedOf(shadow: Shadow, effect: Effect, row: Row): Expected {
  if (row.type === 'purchase') return purchase(shadow, effect, row)
  if (row.type === 'adjustment') return adjustmentOf(effect, row)
  if (row.id.startsWith('reversal_')) return takingOf(effect, row)
  const id = row.metadata.commitmentId ?? ''
  const path = `commitments/${id}`
  const moved = effect.of('commitments').find((each) => each.path === path)
  demand('I5', moved !== undefined, () => `${row.id} came without its commitment`)
  const bet = moved.after as never as Bet
  demand('I1', bet.userId === row.userId, () => `${row.id} is about somebody else's commitment`)
  const own = `${row.userId}_${id.slice('cmt_'.length)}`
  if (row.type === 'commit') {
    demand('I9', row.id === `commit_${own}`, () => `${row.id} is not the key of ${id}`)
    demand('I9', moved.before === undefined, () => `${id} was committed before`)
    return betOf(bet)
  }
  const before = moved.before as never as Bet | undefined
  demand('I13', before !== undefined, () => `${row.id} settles a commitment that is new`)
  if (row.type === 'reversal') {
    const undone = `reverse_settle_${id}_v${before.settledVersion}`
    demand('I13', row.id === undone, () => `${row.id} should be ${undone}`)
    return reversalOf(before)
  }
  const key = `settle_${id}_v${bet.settledVersion}`
  demand('I13', row.id === key, () => `${row.id} should be ${key}`)
  const prediction = effect.now(`predictions/${bet.predictionId}`) as never as Prediction
  const isLate = isLateBet(shadow, effect, moved, prediction)
  return settlementOf(before, prediction.outcome ?? '', isLate)
}

const GRACE_MICROS = 5_000_000

/** I11: what came after the lock, or well after the closing time, is no bet. */
function isLateBet(
  shadow: Shadow,
  effect: Effect,
  moved: Moved,
  { id, closesAt }: Prediction,
): boolean {
  const locked = effect.of('locks').find(({ path }) => path === `locks/${id}`)?.createdAt
  const lockedAt = locked ?? shadow.bornAt.get(`locks/${id}`) ?? Number.POSITIVE_INFINITY
  return moved.createdAt >= Math.min(lockedAt, closesAt + GRACE_MICROS)
}

function purchase(shadow: Shadow, effect: Effect, row: Row): Expected {
  const path = `purchases/${row.relatedId}`
  const moved = effect.of('purchases').find((each) => each.path === path)
  demand('I5', moved !== undefined, () => `${row.id} came without its order`)
  const order = moved.after as never as Order
  const { sessionId, paymentIntentId: intent } = order
  demand('I6', order.status === 'credited', () => `${row.id} for an order ${order.status}`)
  demand('I6', row.userId === order.userId, () => `${row.id} went to somebody else`)
  demand('I6', row.id === `purchase_${sessionId}`, () => `${row.id} for session ${sessionId}`)
  demand('I6', sessionId !== null && !shadow.creditedSessions.has(sessionId), () => {
    return `session ${sessionId} was credited twice`
  })
  shadow.creditedSessions.add(sessionId)
  demand('I6', intent !== null && !shadow.creditedIntents.has(intent), () => {
    return `payment ${intent} was credited twice`
  })
  shadow.creditedIntents.add(intent)
  return purchaseOf(order)
}
