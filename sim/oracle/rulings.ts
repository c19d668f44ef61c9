// Orders that were paid otherwise than they were ordered: two people decide, one commit does it.
import { demand } from '../violation.ts'
import type { Money } from './money.ts'
import { checkDecided, checkProposed, checkRejected } from './proposals.ts'
import type { Effect, Moved, Order, Ruling } from './shadow.ts'

const FIXED = ['purchaseId', 'sessionId', 'paymentIntentId', 'verdict']
const ENDS = { release: 'credited', refuse: 'refused' } as const

export function checkRulings(effect: Effect, money: Money): void {
  for (const moved of effect.of('rulings')) {
    if (!moved.before) checkBorn(effect, moved)
    else if (!checkDecided(effect, moved, FIXED)) checkRejected(effect, moved)
    else checkApproved(effect, moved)
  }
  for (const moved of effect.of('purchases')) checkReviewed(effect, moved, money)
}

function checkBorn(effect: Effect, moved: Moved): void {
  const { purchaseId, userId, proposedBy } = moved.after as never as Ruling
  checkProposed(moved)
  const order = effect.now(`purchases/${purchaseId}`)
  demand('I14', order?.status === 'mismatch', () => `${moved.path} is of what is ${order?.status}`)
  demand('I18', order.userId === userId, () => `${moved.path} is about somebody else's order`)
  demand('I20', proposedBy !== userId, () => `${proposedBy} rules about an own purchase`)
}

function checkApproved(effect: Effect, { path, after }: Moved): void {
  const { purchaseId, sessionId, paymentIntentId, verdict } = after as never as Ruling
  const own = `purchases/${purchaseId}`
  const moved = effect.of('purchases').find((each) => each.path === own)
  const order = moved?.after as never as Order | undefined
  const isEnd = moved?.before?.status === 'mismatch' && order?.status === ENDS[verdict]
  demand('I5', isEnd, () => `${path} was approved, and its order is ${order?.status}`)
  const isIts = order?.sessionId === sessionId && order.paymentIntentId === paymentIntentId
  demand('I6', isIts, () => `${path} ended ${own} for ${order?.sessionId}`)
  const { chargedCents, refundedCents, withdrawnCents } = (order as Order).paid
  const isBack = refundedCents + withdrawnCents >= chargedCents
  demand('I7', chargedCents > 0, () => `${path} is about a payment of nothing`)
  // Tokens or the money, never both.
  demand('I8', isBack === (verdict === 'refuse'), () => {
    return `${path} was a ${verdict} with ${refundedCents + withdrawnCents} of ${chargedCents} back`
  })
  const rows = effect.of('transactions').filter((row) => row.path.includes('/purchase_'))
  const granted = verdict === 'release' ? `transactions/purchase_${sessionId}` : ''
  const same = rows.map((row) => row.path).join(' ') === granted
  demand('I5', same, () => `${path} was a ${verdict} with ${rows.length} grants`)
}

/** Into review by a payment that does not fit, out of it by two people. */
function checkReviewed(effect: Effect, { path, before, after }: Moved, { elsewhere }: Money): void {
  const [was, is] = [before?.status, after.status]
  const { sessionId, id } = after as never as Order
  if (was !== 'mismatch' && is === 'mismatch') {
    const isCase = effect.of('fraudFlags').some(({ after: flag, before: known }) => {
      const payment = elsewhere.get(String(flag.sessionId))
      return known === undefined && flag.purchaseId === id && payment?.purchaseId === id
    })
    demand('innocent', isCase, () => `${path} is in review, and no payment that does not fit`)
  }
  const isRuled = effect.of('rulings').some(({ after: ruling }) => ruling.purchaseId === id)
  const left = was === 'mismatch' && is !== 'mismatch'
  demand('I20', !left || isRuled, () => `${path} left its review for ${String(is)} by itself`)
  const isGranted = was !== 'credited' && is === 'credited' && elsewhere.has(sessionId ?? '')
  demand('I20', !isGranted || isRuled, () => `${path} was granted for ${sessionId} by itself`)
}
