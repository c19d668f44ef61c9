// Adjustments: one proposes, another one moves, once and in time.
import { demand } from '../violation.ts'
import { type Expected, legs } from './expected.ts'
import type { Adjustment, Effect, Moved, Row } from './shadow.ts'

export const CAP_TOKENS = 5_000
const WAITS_MICROS = 7 * 86_400_000_000
/** Of clocks; one lags by much more. */
const SKEW = 30_000_000
const IMMUTABLE = ['id', 'userId', 'direction', 'tokens', 'reason', 'private', 'proposedBy']

export function checkAdjustments(effect: Effect): void {
  for (const moved of effect.of('adjustments')) {
    const after = moved.after as never as Adjustment
    const { path } = moved
    const wallet = effect.now(`balances/${after.userId}`)
    const isOpen = (wallet?.state ?? 'active') === 'active'
    demand('limits', isOpen || after.state === 'rejected', () => `${path} is of a closing account`)
    if (!moved.before) checkBorn(moved, after)
    else checkDecided(effect, moved, after)
  }
}

function checkBorn({ path }: Moved, { state, tokens, decidedBy }: Adjustment): void {
  demand('I14', state === 'proposed' && decidedBy === null, () => `${path} was born ${state}`)
  const within = Number.isSafeInteger(tokens) && tokens > 0 && tokens <= CAP_TOKENS
  demand('limits', within, () => `${path} moves ${tokens}`)
}

function checkDecided(effect: Effect, { path, before: was, after: is }: Moved, after: Adjustment) {
  const before = was as never as Adjustment
  for (const field of IMMUTABLE) {
    demand('I14', was?.[field] === is[field], () => `${path}: ${field} changed`)
  }
  const { id, state, decidedBy, proposedBy, userId, createdAt } = after
  const isDecision = before.state === 'proposed' && ['approved', 'rejected'].includes(state)
  demand('I14', isDecision, () => `${path} went from ${before.state} to ${state}`)
  const inTime = effect.askedAt < createdAt + WAITS_MICROS + SKEW
  demand('limits', inTime, () => `${path} was ${state} after its time`)
  const rows = effect.of('transactions').map((row) => row.path)
  const moves = rows.length === 1 && rows[0] === `transactions/adjust_${id}`
  if (state === 'rejected') {
    demand('I5', rows.length === 0, () => `${path} was rejected, and moved tokens`)
    demand('I20', decidedBy === proposedBy || decidedBy !== userId, () => `${path} by its owner`)
    return
  }
  demand('I5', moves, () => `${path} was approved with the rows ${rows.join(' ')}`)
  const byAnother = decidedBy !== null && decidedBy !== proposedBy && decidedBy !== userId
  demand('I20', byAnother, () => `${path} was approved by ${decidedBy}`)
}

/** Of a row named `adjust_{proposal}`. */
export function adjustmentOf(effect: Effect, row: Row): Expected {
  const path = `adjustments/${row.id.slice('adjust_'.length)}`
  const moved = effect.of('adjustments').find((each) => each.path === path)
  demand('I5', moved !== undefined, () => `${row.id} came without its proposal`)
  const { userId, direction, tokens, state } = moved.after as never as Adjustment
  demand('I14', state === 'approved', () => `${row.id} of what is ${state}`)
  demand('I1', userId === row.userId, () => `${row.id} moves somebody else's tokens`)
  const own = `user:${userId}:available`
  const [from, to] = direction === 'add' ? ['house:adjust', own] : [own, 'house:adjust']
  const primary = legs([from, to, tokens])
  return { type: 'adjustment', amount: tokens, primary, earned: 0, spent: 0 }
}
