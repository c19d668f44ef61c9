// A commitment: tokens held on one side of a prediction until it resolves. Pure.
import type { CommitmentStatus, Position } from '../../shared/api/predictions.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { CommitmentId, PredictionId, UserId } from '../../shared/ids.ts'
import { winningOf } from '../../shared/odds.ts'
import { AMOUNT_MAX, type Tokens, tokens } from '../../shared/tokens.ts'
import { restrictionAt } from './holds.ts'
import { commitRowId } from './keys.ts'
import {
  availableOf,
  committedOf,
  type Micros,
  type Movement,
  post,
  type Wallet,
} from './ledger.ts'
import { commitmentWithin, notExcluded, today } from './limits.ts'
import type { Gate } from './prediction.ts'

export interface Commitment {
  readonly id: CommitmentId
  readonly userId: UserId
  readonly predictionId: PredictionId
  readonly predictionTitle: string
  readonly tokensCommitted: Tokens
  readonly position: Position
  readonly oddsBps: number
  /** Stake included. Stored once; payouts never compute it again. */
  readonly potentialWinning: Tokens
  readonly status: CommitmentStatus
  readonly committedAt: Micros
  readonly resolvedAt: Micros | null
  /** Resolution that settled it; 0 = none yet. */
  readonly settledVersion: number
  /** What was returned to the person: winning, or stake refunded; 0 for a loss. */
  readonly payout: Tokens
  readonly requestHash: string
  readonly shard: number
  /** When the database created it; not a field. */
  readonly bornAt?: Micros
}

export interface CommitRequest {
  readonly id: CommitmentId
  readonly predictionId: PredictionId
  readonly position: Position
  readonly tokens: Tokens
  /** The odds that the person saw. */
  readonly oddsBps: number
  readonly requestHash: string
  readonly shard: number
}
export interface Committed {
  /** With today's counters; the ledger row is still to be appended. */
  readonly wallet: Wallet
  readonly movement: Movement
  readonly commitment: Commitment
}

/** Refusals in catalogue order. The caller re-reads before it believes one decided by a guess. */
export function commit(
  wallet: Wallet,
  gate: Gate | null,
  request: CommitRequest,
  now: Micros,
): Result<Committed> {
  if (!gate || gate.status === 'draft') {
    return refuse('PREDICTION_NOT_FOUND', 'Choose one of the open predictions.')
  }
  const person = mayCommit(wallet, now)
  if (!person.ok) return person
  if (gate.status !== 'open' || gate.closesAt <= now) {
    return refuse('PREDICTION_CLOSED', 'Choose another prediction.')
  }
  if (gate.oddsBps[request.position] !== request.oddsBps) {
    return refuse('ODDS_CHANGED', 'Look at the new odds and decide again.', {
      oddsBps: gate.oddsBps,
    })
  }
  const within = withinLimits(wallet, gate, request, now)
  if (!within.ok) return within
  if (wallet.available < request.tokens) {
    return refuse('INSUFFICIENT_TOKENS', 'Commit fewer tokens, or buy some more.', {
      availableTokens: wallet.available,
    })
  }
  // From here on the commit must succeed.
  return ok(committed(wallet, gate, request, now))
}

function mayCommit(wallet: Wallet, now: Micros): Result<null> {
  if (wallet.state !== 'active') {
    return refuse('ACCOUNT_CLOSING', 'This account is being closed and takes no commitments.')
  }
  const restriction = restrictionAt(wallet.holds, now)
  if (restriction === 'commitments' || restriction === 'all') {
    return refuse('COMMITMENTS_RESTRICTED', 'Contact support to have commitments allowed again.')
  }
  return notExcluded(wallet.limits, now)
}

function withinLimits(
  wallet: Wallet,
  gate: Gate,
  { tokens: stake, oddsBps }: CommitRequest,
  now: Micros,
): Result<null> {
  if (stake < gate.minTokens || stake > gate.maxTokens) {
    const bounds = `from ${gate.minTokens} to ${gate.maxTokens}`
    return refuse('LIMIT_EXCEEDED', `This prediction takes commitments ${bounds} tokens.`)
  }
  if (winningOf(stake, oddsBps) > AMOUNT_MAX) {
    return refuse('LIMIT_EXCEEDED', `A commitment may win ${AMOUNT_MAX} tokens at most.`)
  }
  return commitmentWithin(wallet.limits, wallet.day, stake, now)
}

function committed(wallet: Wallet, gate: Gate, request: CommitRequest, now: Micros): Committed {
  const { userId } = wallet
  const { id, predictionId, position, tokens: stake, oddsBps, requestHash, shard } = request
  const day = today(wallet.day, now)
  const potentialWinning = winningOf(stake, oddsBps)
  const commitment: Commitment = {
    id,
    userId,
    predictionId,
    predictionTitle: gate.title,
    tokensCommitted: stake,
    position,
    oddsBps,
    potentialWinning,
    status: 'active',
    committedAt: now,
    resolvedAt: null,
    settledVersion: 0,
    payout: tokens(0),
    requestHash,
    shard,
  }
  return {
    wallet: { ...wallet, day: { ...day, committedTokens: day.committedTokens + stake } },
    commitment,
    movement: {
      id: commitRowId(userId, id),
      type: 'commit',
      amount: stake,
      relatedId: predictionId,
      predictionId,
      metadata: {
        predictionTitle: gate.title,
        commitmentId: id,
        position,
        oddsBps,
        potentialWinning,
      },
      primary: post(availableOf(userId), committedOf(userId), stake),
      spent: stake,
      requestHash,
    },
  }
}
