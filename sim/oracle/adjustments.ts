// Adjustments: one proposes, another one moves, once and in time.
import { demand } from '../violation.ts'
import { type Expected, legs } from './expected.ts'
import { checkDecided, checkProposed } from './proposals.ts'
import type { Adjustment, Effect, Moved, Row } from './shadow.ts'

export const CAP_TOKENS = 5_000
const FIXED = ['direction', 'tokens']

export function checkAdjustments(effect: Effect): void {
  for (const moved of effect.of('adjustments')) {
    const after = moved.after as never as Adjustment
    const { path } = moved
    const wallet = effect.now(`balances/${after.userId}`)
    const isOpen = (wallet?.state ?? 'active') === 'active'
    demand('limits', isOpen || after.state === 'rejected', () => `${path} is of a closing account`)
    if (moved.before) checkMoves(effect, moved)
    else checkBorn(moved, after)
  }
}

function checkBorn(moved: Moved, { tokens }: Adjustment): void {
  checkProposed(moved)
  const within = Number.isSafeInteger(tokens) && tokens > 0 && tokens <= CAP_TOKENS
  demand('limits', within, () => `${moved.path} moves ${tokens}`)
}

function checkMoves(effect: Effect, moved: Moved): void {
  const { path, after } = moved
  const expected = checkDecided(effect, moved, FIXED) ? `transactions/adjust_${after.id}` : ''
  const rows = effect.of('transactions').map((row) => row.path)
  demand('I5', rows.join(' ') === expected, () => {
    return `${path} was ${String(after.state)} with the rows ${rows.join(' ')}`
  })
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
