// Orders: only upward, from their own snapshot, and each open one holds a slot of its buyer.
import { demand } from '../violation.ts'
import { isHeld } from './holds.ts'
import type { Effect, Moved, Order, Shadow } from './shadow.ts'

const RANK: Readonly<Record<string, number>> = {
  creating: 0,
  pending: 1,
  awaiting_payment: 2,
  expired: 3,
  failed: 3,
  mismatch: 4,
  credited: 5,
  refused: 5,
}
const SNAPSHOT = [
  ...['id', 'userId', 'packageId', 'tokens', 'bonusTokens', 'priceUsdCents', 'stripePriceId'],
  ...['requestHash', 'checkoutRequest', 'createdAt', 'expiresAt'],
]

/** `paid`: what Stripe says of a session. */
export function checkOrders(
  shadow: Shadow,
  effect: Effect,
  paid: (sessionId: string) => boolean,
): void {
  for (const moved of effect.of('purchases')) checkOrder(shadow, effect, moved, paid)
}

function checkOrder(
  shadow: Shadow,
  effect: Effect,
  { path, before: was, after: is }: Moved,
  paid: (sessionId: string) => boolean,
): void {
  const [before, after] = [was as Order | undefined, is as never as Order]
  const slot = effect.now(`balances/${after.userId}`)?.openOrders as object | undefined
  const isOpen = (RANK[after.status] ?? 0) < 3
  demand('I5', isOpen === after.id in (slot ?? {}), () => {
    return `${path} is ${after.status}, and its slot ${isOpen ? 'is missing' : 'is still taken'}`
  })
  const row = `purchase_${after.sessionId}`
  const isCredited = after.status === 'credited'
  demand('I5', !isCredited || shadow.rowIds.has(row), () => `${path} is credited without a row`)
  demand('I7', !isCredited || paid(after.sessionId ?? ''), () => `${path} is credited and unpaid`)
  if (!before) {
    demand('I14', after.status === 'creating', () => `${path} was born ${after.status}`)
    const wallet = effect.now(`balances/${after.userId}`)
    const free = wallet?.state === 'active' && !isHeld(wallet, 'purchases', effect.at)
    demand('limits', free, () => `somebody ${String(wallet?.state)}, or on hold, buys ${path}`)
    return
  }
  for (const field of SNAPSHOT) {
    const same = JSON.stringify(was?.[field]) === JSON.stringify(is[field])
    demand('I14', same, () => `${path}: ${field} changed`)
  }
  const [low, high] = [RANK[before.status] ?? 0, RANK[after.status] ?? -1]
  const upward = high > low || before.status === after.status
  demand('I14', upward, () => `${path} went from ${before.status} to ${after.status}`)
  // Two people may name another one.
  const isRuled = before.status === 'mismatch' && after.status !== 'mismatch'
  const kept = isRuled || before.sessionId === null || before.sessionId === after.sessionId
  demand('I6', kept, () => `${path} has another session now`)
}
