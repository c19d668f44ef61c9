// What a purchase gives back when its money goes back: money-rules 5, written down once more.
import { demand } from '../violation.ts'
import { type Expected, legs } from './expected.ts'
import type { Effect, Order, Row } from './shadow.ts'

const UNTOUCHED = { tokens: 0, bonus: 0 }

/** Of a row named `reversal_{purchase}_{k}`. */
export function takingOf(effect: Effect, row: Row): Expected {
  const path = `purchases/${row.relatedId}`
  const moved = effect.of('purchases').find((each) => each.path === path)
  demand('I5', moved !== undefined, () => `${row.id} came without its order`)
  const before = moved.before as Order | undefined
  const after = moved.after as never as Order
  const was = before?.taken ?? UNTOUCHED
  const key = `reversal_${after.id}_${(before?.reversals ?? 0) + 1}`
  demand('I9', row.id === key, () => `${row.id} should be ${key}`)
  demand('I8', after.status === 'credited', () => `${row.id} for an order ${after.status}`)
  const is = targetOf(after)
  const same = after.taken.tokens === is.tokens && after.taken.bonus === is.bonus
  demand('I8', same, () => `${path} took ${JSON.stringify(after.taken)}: ${JSON.stringify(is)}`)
  const [bought, bonus] = [is.tokens - was.tokens, is.bonus - was.bonus]
  const own = `user:${after.userId}:available`
  const taking = bought + bonus > 0
  const leg = (house: string, change: number): [string, string, number] =>
    taking ? [own, house, change] : [house, own, -change]
  const primary = legs(leg('world:stripe', bought), leg('house:promo', bonus))
  const amount = Math.abs(bought + bonus)
  return { type: taking ? 'refund' : 'reinstate', amount, primary, earned: 0, spent: 0 }
}

function targetOf({ tokens, bonusTokens, paid }: Order): { tokens: number; bonus: number } {
  const { chargedCents, refundedCents, withdrawnCents } = paid
  const back = Math.min(chargedCents, refundedCents + withdrawnCents)
  const granted = tokens + bonusTokens
  const total = chargedCents === 0 ? 0 : Math.floor((granted * back) / chargedCents)
  const bonus = Math.floor((bonusTokens * total) / granted)
  demand('I8', total <= granted, () => `${total} taken of ${granted}`)
  return { tokens: total - bonus, bonus }
}
