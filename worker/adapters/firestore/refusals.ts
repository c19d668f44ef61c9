// What Firestore's refusals mean: a lost race, a service that is busy, or a bug of ours.
import { Outage, Unstorable } from '../../../shared/failure.ts'
import { FirestoreRefusal, Unanswered } from './client.ts'

// The service's words for "nothing happened, look again": a lost race, or too much at once.
const RACES = new Set([
  'FAILED_PRECONDITION',
  'ABORTED',
  'ALREADY_EXISTS',
  'NOT_FOUND',
  'RESOURCE_EXHAUSTED',
])

/** A read has no precondition to lose: a query without its index, say, must not pass for a race. */
export const isBusy = (error: unknown): boolean =>
  isRace(error) && (error.status === 'ABORTED' || error.status === 'RESOURCE_EXHAUSTED')

export function isRace(error: unknown): error is FirestoreRefusal {
  return error instanceof FirestoreRefusal && RACES.has(error.status)
}

/** What Firestore refuses for good is a bug, and stays itself; or it is too much at once. */
export function asOutage(error: unknown): unknown {
  if (error instanceof Unanswered) {
    return new Outage('STORE_UNAVAILABLE', 'Firestore does not answer', { cause: error })
  }
  if (error instanceof FirestoreRefusal && error.status === 'INVALID_ARGUMENT') {
    return new Unstorable(error.message, { cause: error })
  }
  return isRace(error)
    ? new Outage('STORE_BUSY', 'Firestore is over its quota', { cause: error })
    : error
}
