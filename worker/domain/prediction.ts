// A prediction's life, money-rules 6: draft, open, locked, resolving, resolved or voided. Pure.
import type { Odds, Outcome, PredictionStatus } from '../../shared/api/predictions.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PredictionId, ResolutionId } from '../../shared/ids.ts'
import type { Micros } from './ledger.ts'

/** What a bet is judged by; stands in the prediction and in each of its gates. */
export interface BettingTerms {
  readonly title: string
  readonly oddsBps: Odds
  readonly closesAt: Micros
  readonly minTokens: number
  readonly maxTokens: number
}
/** What an open prediction said before it was changed. */
export interface EarlierWords {
  readonly title: string
  readonly description: string
  readonly until: Micros
}
export interface Prediction extends BettingTerms {
  readonly id: PredictionId
  readonly description: string
  readonly category: string
  readonly status: PredictionStatus
  readonly outcome: Outcome | null
  /** 0 before the first resolution; each further one is one more. */
  readonly resolutionVersion: number
  readonly createdAt: Micros
  /** When odds or closing time were last changed. */
  readonly termsChangedAt: Micros
  /** Oldest first. People committed on those words, so everybody goes on seeing them. */
  readonly earlierWords: readonly EarlierWords[]
  readonly lockedAt: Micros | null
  /** When it was first paid out; corrections are possible for a while after it. */
  readonly resolvedAt: Micros | null
  /** The last outcome that needed a second admin, whatever became of it. */
  readonly proposalId: ResolutionId | null
}
/** One of the equal copies of the terms that bets touch, so that no bet lands after a close. */
export interface Gate extends BettingTerms {
  readonly predictionId: PredictionId
  readonly status: 'draft' | 'open' | 'closed'
}
/** Its creation is the lock. */
export interface Lock {
  readonly predictionId: PredictionId
  /** When the database created it; not a field. */
  readonly bornAt?: Micros
}

export const GATES = 16
const SECOND: Micros = 1_000_000
const DAY: Micros = 86_400 * SECOND
/** Faster changes would starve the people who bet. */
const TERMS_MICROS_MIN = 2 * SECOND
export const CORRECTION_DAYS_MAX = 180
const CORRECTION_MICROS_MAX = CORRECTION_DAYS_MAX * DAY
/** Enough for slips of the pen; what is a new question is a new prediction. */
const REWORDINGS_MAX = 10
/** Times stay exact numbers of microseconds, and nobody's tokens are held for a lifetime. */
const CLOSES_WITHIN_MICROS_MAX = 3_650 * DAY
/** Bets may arrive this long after the closing time, as clocks differ; a lock ends them at once. */
const CLOSING_GRACE_MICROS = 5 * SECOND

export function gateOf(prediction: Prediction): Gate {
  const { id: predictionId, title, oddsBps, closesAt, minTokens, maxTokens } = prediction
  const { status } = prediction
  return {
    predictionId,
    title,
    oddsBps,
    closesAt,
    minTokens,
    maxTokens,
    status: status === 'draft' || status === 'open' ? status : 'closed',
  }
}

export type Wording = Pick<
  Prediction,
  'title' | 'description' | 'category' | 'closesAt' | 'oddsBps' | 'minTokens' | 'maxTokens'
>

export function draft(id: PredictionId, wording: Wording, now: Micros): Result<Prediction> {
  const sound = checked(wording, wording.closesAt, now)
  if (!sound.ok) return sound
  return ok({
    ...wording,
    id,
    status: 'draft',
    outcome: null,
    resolutionVersion: 0,
    createdAt: now,
    termsChangedAt: now,
    earlierWords: [],
    lockedAt: null,
    resolvedAt: null,
    proposalId: null,
  })
}

export type Edit = Partial<Wording>

/** Words and terms can change until the lock. */
export function edit(prediction: Prediction, change: Edit, now: Micros): Result<Prediction> {
  const edited = { ...prediction, ...change, earlierWords: earlierWords(prediction, change, now) }
  const sound = checked(edited, change.closesAt, now)
  if (!sound.ok) return sound
  if (prediction.status !== 'draft' && prediction.status !== 'open') {
    return refuse('PREDICTION_STATE', 'Only a draft or an open prediction can be edited.')
  }
  if (edited.earlierWords.length > REWORDINGS_MAX) {
    return refuse('PREDICTION_STATE', 'Its words were changed ten times; draft another one.')
  }
  if (sameTerms(prediction, edited)) return ok(edited)
  if (prediction.status === 'open' && prediction.closesAt <= now) {
    return refuse('PREDICTION_STATE', 'Its closing time is over; it is about to be locked.')
  }
  if (prediction.status === 'open' && now - prediction.termsChangedAt < TERMS_MICROS_MIN) {
    return refuse('CHANGED_TOO_SOON', 'Odds and closing time change at most every two seconds.')
  }
  return ok({ ...edited, termsChangedAt: now })
}

function earlierWords(before: Prediction, change: Edit, now: Micros): readonly EarlierWords[] {
  const { status, title, description, earlierWords: earlier } = before
  const stays =
    (change.title ?? title) === title && (change.description ?? description) === description
  return status === 'open' && !stays ? [...earlier, { title, description, until: now }] : earlier
}

/** Only a new closing time has to be in the future: one that stays may be over by now. */
function checked(bounds: Wording, closesAt: Micros | undefined, now: Micros): Result<null> {
  if (bounds.minTokens > bounds.maxTokens) {
    return refuse('REQUEST_INVALID', 'body.minTokens must be at most body.maxTokens.')
  }
  if (closesAt !== undefined && closesAt <= now) {
    return refuse('REQUEST_INVALID', 'body.closesAt must be in the future.')
  }
  if (closesAt !== undefined && closesAt > now + CLOSES_WITHIN_MICROS_MAX) {
    return refuse('REQUEST_INVALID', 'body.closesAt must be within ten years.')
  }
  return ok(null)
}

function sameTerms(a: BettingTerms, b: BettingTerms): boolean {
  return (
    a.closesAt === b.closesAt && a.oddsBps.yes === b.oddsBps.yes && a.oddsBps.no === b.oddsBps.no
  )
}

export function open(prediction: Prediction, now: Micros): Result<Prediction> {
  if (prediction.status !== 'draft')
    return refuse('PREDICTION_STATE', 'Only a draft can be opened.')
  if (prediction.closesAt <= now) {
    return refuse('PREDICTION_CLOSED', 'Give it a closing time in the future first.')
  }
  return ok({ ...prediction, status: 'open' })
}

/** No way leads back. */
export function lock(prediction: Prediction, now: Micros): Result<Prediction> {
  if (prediction.status !== 'open') {
    return refuse('PREDICTION_STATE', 'Only an open prediction can be locked.')
  }
  return ok({ ...prediction, status: 'locked', lockedAt: now })
}

export interface ResolveRequest {
  readonly outcome: Outcome
  readonly reason?: string | undefined
  /** Of the resolution to correct; without it this is the first one. */
  readonly resolutionVersion?: number | undefined
}

/**
 * Refuses PREDICTION_STATE, PREDICTION_NOT_LOCKED, ALREADY_RESOLVED, RESOLUTION_STALE,
 * RESOLUTION_FINAL, REQUEST_INVALID. The value null: it is already so, a replay.
 */
export function resolve(
  prediction: Prediction,
  request: ResolveRequest,
  now: Micros,
): Result<Prediction | null> {
  const again = request.resolutionVersion !== undefined
  const allowed = again ? correctable(prediction, request, now) : resolvable(prediction, request)
  if (!allowed.ok || allowed.value === 'replay') return allowed.ok ? ok(null) : allowed
  return ok({
    ...prediction,
    status: 'resolving',
    outcome: request.outcome,
    resolutionVersion: prediction.resolutionVersion + 1,
  })
}

function resolvable(prediction: Prediction, request: ResolveRequest): Result<'go' | 'replay'> {
  const { status, outcome } = prediction
  if (status === 'locked') return ok('go')
  if (status === 'draft' || status === 'open') {
    return refuse('PREDICTION_NOT_LOCKED', 'Lock it, or wait until it closes.')
  }
  if (outcome === request.outcome) return ok('replay')
  return refuse(
    'ALREADY_RESOLVED',
    'To correct it, send reason and the current resolutionVersion.',
    { resolutionVersion: prediction.resolutionVersion, outcome },
  )
}

function correctable(
  prediction: Prediction,
  request: ResolveRequest,
  now: Micros,
): Result<'go' | 'replay'> {
  const { status, outcome, resolutionVersion, resolvedAt } = prediction
  if (status === 'draft' || status === 'open' || status === 'locked') {
    return refuse('PREDICTION_STATE', 'It was not resolved yet; send no resolutionVersion.')
  }
  if (!request.reason) return refuse('REQUEST_INVALID', 'body.reason is needed to resolve again.')
  const corrected = request.resolutionVersion === resolutionVersion - 1
  if (corrected && outcome === request.outcome) return ok('replay')
  if (request.resolutionVersion !== resolutionVersion) {
    return refuse('RESOLUTION_STALE', 'Read the prediction again.', { resolutionVersion, outcome })
  }
  if (status === 'resolving') {
    return refuse('PREDICTION_STATE', 'The payout is still running; try again when it is done.')
  }
  if (resolvedAt !== null && now - resolvedAt > CORRECTION_MICROS_MAX) {
    return refuse(
      'RESOLUTION_FINAL',
      `A resolution can be corrected for ${CORRECTION_DAYS_MAX} days.`,
    )
  }
  if (outcome === request.outcome) return refuse('ALREADY_RESOLVED', 'It has this outcome already.')
  return ok('go')
}

/** Once every commitment is settled. */
export function paidOut(prediction: Prediction, now: Micros): Prediction {
  const status = prediction.outcome === 'void' ? 'voided' : 'resolved'
  return { ...prediction, status, resolvedAt: prediction.resolvedAt ?? now }
}

/** A commitment born at or after this is no bet: it is refunded. */
export function lateFrom(prediction: Prediction, locked: Lock | null): Micros {
  return Math.min(
    locked?.bornAt ?? Number.MAX_SAFE_INTEGER,
    prediction.closesAt + CLOSING_GRACE_MICROS,
  )
}
