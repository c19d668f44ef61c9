// What one admin proposes and another decides, once and in time: adjustments, rulings
// and resolutions alike.
import { demand } from '../violation.ts'
import type { Effect, Moved, Proposal } from './shadow.ts'

const WAITS_MICROS = 7 * 86_400_000_000
/** Of clocks; one lags by much more. */
const SKEW = 30_000_000
const IMMUTABLE = ['id', 'userId', 'reason', 'private', 'proposedBy', 'createdAt']

export function checkProposed({ path, after }: Moved): void {
  const { state, decidedBy } = after as never as Proposal
  demand('I14', state === 'proposed' && decidedBy === null, () => `${path} was born ${state}`)
}

/** `fixed`: what it is about. True: it was approved. */
export function checkDecided(effect: Effect, moved: Moved, fixed: readonly string[]): boolean {
  const { path, before: was, after: is } = moved
  for (const field of [...IMMUTABLE, ...fixed]) {
    demand('I14', was?.[field] === is[field], () => `${path}: ${field} changed`)
  }
  const { state, decidedBy, proposedBy, userId, createdAt } = is as never as Proposal
  const isDecision = was?.state === 'proposed' && ['approved', 'rejected'].includes(state)
  demand('I14', isDecision, () => `${path} went from ${String(was?.state)} to ${state}`)
  const inTime = effect.askedAt < createdAt + WAITS_MICROS + SKEW
  demand('limits', inTime, () => `${path} was ${state} after its time`)
  const isTakenBack = state === 'rejected' && decidedBy === proposedBy
  const byAnother = decidedBy !== null && decidedBy !== proposedBy && decidedBy !== userId
  const isApproved = state === 'approved'
  const mayReject = isTakenBack || (decidedBy !== null && decidedBy !== userId)
  demand('I20', isApproved ? byAnother : mayReject, () => `${path} was ${state} by ${decidedBy}`)
  return isApproved
}

/** What comes with everything that admins do; a reason is sealed, with a key that may be new. */
const PAPERS = new Set(['auditLog', 'auditHeads', 'receipts', 'userKeys'])

/** It changes nothing but itself. */
export function checkRejected(effect: Effect, { path }: Moved): void {
  const others = effect.moved.filter((each) => each.path !== path && !PAPERS.has(each.collection))
  demand('I5', others.length === 0, () => `${path} was rejected, and wrote ${others[0]?.path}`)
}
