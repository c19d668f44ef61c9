// What waits for people. Nobody tampers with the books of this world: whatever reconciliation
// accuses somebody of here is false.
import { demand } from '../violation.ts'
import type { Money } from './money.ts'
import type { Effect, Moved, Shadow } from './shadow.ts'

export function checkCases(shadow: Shadow, effect: Effect, money: Money): void {
  for (const moved of effect.of('fraudFlags')) {
    checkFlag(effect, moved)
    if (moved.path.startsWith('fraudFlags/order_')) checkMisfit(shadow, effect, moved, money)
  }
  for (const moved of effect.of('deadLetters')) checkLetter(effect, moved)
  for (const moved of effect.of('alerts')) checkAlert(moved)
  for (const { path, after } of effect.of('reconciliations')) {
    const found = Number(after.differences)
    demand('innocent', found === 0, () => `${path} found ${found} differences`)
    demand('innocent', after.supply !== 'broken', () => `${path} says that the supply is broken`)
  }
  for (const { path, after } of effect.of('system')) {
    const isFree = path !== 'system/ledger' || after.frozen === null
    demand('innocent', isFree, () => `payouts were frozen: ${JSON.stringify(after.frozen)}`)
  }
}

/** Written once, and once more when somebody has heard it. */
function checkAlert({ path, before, after }: Moved): void {
  const isTime = after.cause === 'recon_behind'
  demand('innocent', isTime, () => `${path} rings: ${String(after.facts)}`)
  const [was, is] = [Number(before?.rungAt ?? 0), Number(after.rungAt)]
  const isStep = before === undefined ? is === 0 : was === 0 && is > 0
  demand('I14', isStep, () => `${path} was heard at ${was}, and is at ${is}`)
  for (const field of before ? ['id', 'cause', 'facts', 'at', 'token'] : []) {
    demand('I14', before?.[field] === after[field], () => `${path}: ${field} changed`)
  }
}

/** Nobody is asked about a payment that is exactly what was ordered, and still can be granted. */
function checkMisfit(
  shadow: Shadow,
  effect: Effect,
  { path, before, after }: Moved,
  { elsewhere }: Money,
): void {
  const sessionId = String(after.sessionId)
  shadow.cases.set(sessionId, after)
  if (before) return
  const order = shadow.documents.get(`purchases/${String(after.purchaseId)}`)
  const misfit = elsewhere.get(sessionId)?.purchaseId === after.purchaseId
  const isLate = order !== undefined && SETTLED.has(String(order.status))
  demand('innocent', misfit || isLate, () => `${path} is of a payment that fits`)
  const isNamed = effect.now(`purchases/${String(after.purchaseId)}`)?.userId === after.userId
  demand('I18', isNamed, () => `${path} is about somebody else`)
}
const SETTLED = new Set(['mismatch', 'credited', 'refused'])

function checkFlag(effect: Effect, { path, before, after }: Moved): void {
  const isTrue = !path.startsWith('fraudFlags/recon_')
  demand('innocent', isTrue, () => `${path} accuses: ${String(after.facts)}`)
  const about =
    !before || (before.userId === after.userId && before.purchaseId === after.purchaseId)
  demand('I14', about, () => `${path} is about somebody else now`)
  // What was a question is a dispute now; or it was over, and was taken up again.
  const isNews = before?.reason === 'inquiry' && after.reason === 'dispute'
  const wasOver = (before?.closed as { by: string } | null | undefined)?.by === 'system'
  const isSame = before === undefined || before.reason === after.reason || isNews || wasOver
  demand('I14', isSame, () => `${path} was ${before?.reason}, and is ${after.reason}`)
  const reopens = before?.state === 'closed' && after.state === 'open'
  // Another refund came back.
  const isOther = path.startsWith('fraudFlags/returned_') && before?.facts !== after.facts
  demand('I14', !reopens || isNews || wasOver || isOther, () => `${path} was opened again`)
  if (before?.state !== 'open' || after.state !== 'closed') return
  const { by } = after.closed as { by: string }
  demand('I20', by === 'system' || actorOf(effect) === by, () => `${path} was closed by ${by}`)
}

function checkLetter(effect: Effect, { path, before, after }: Moved): void {
  const same = before === undefined || before.body === after.body
  demand('I19', same, () => `${path} is another message now`)
  const isDecided = after.state !== 'parked'
  const by = (after.decided as { by: string } | null)?.by ?? null
  demand('I14', isDecided === (by !== null), () => `${path} is ${after.state} by ${by}`)
  if (!isDecided) return
  demand('I14', before?.state === 'parked', () => `${path} was ${before?.state} before`)
  demand('I20', actorOf(effect) === by, () => `${path} is ${after.state} by ${by}`)
}

const actorOf = (effect: Effect): unknown => effect.of('auditLog')[0]?.after.actor
