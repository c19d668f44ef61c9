// What waits for people. Nobody tampers with the books of this world: whatever reconciliation
// accuses somebody of here is false.
import { demand } from '../violation.ts'
import type { Effect, Moved } from './shadow.ts'

export function checkCases(effect: Effect): void {
  for (const moved of effect.of('fraudFlags')) checkFlag(effect, moved)
  for (const moved of effect.of('deadLetters')) checkLetter(effect, moved)
  for (const { path, after } of effect.of('alerts')) {
    const isTime = after.cause === 'recon_behind'
    demand('innocent', isTime, () => `${path} rings: ${String(after.facts)}`)
  }
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
  demand('I14', !reopens || isNews || wasOver, () => `${path} was opened again`)
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
