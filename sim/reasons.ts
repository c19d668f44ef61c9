// A refusal must be true: at some moment between request and answer it was as the refusal says.
// Whoever was told "not enough tokens" by a stale cache was told something false.
import type { CommitTokens } from '../shared/api/predictions.ts'
import type { FailureCode } from '../shared/failure.ts'
import type { Written } from './firestore.ts'
import { isHeld } from './oracle/holds.ts'
import type { Oracle } from './oracle/index.ts'
import type { Prediction } from './oracle/shadow.ts'
import { demand } from './violation.ts'

export interface Watch {
  readonly userId: string
  readonly request: CommitTokens
  /** The least that was available since the request. */
  least: number
  /** Terms or state of the prediction moved meanwhile. */
  moved: boolean
  /** There was a hold since the request, perhaps just over. */
  held: boolean
}

/** Clocks of isolates run ahead by less. */
const SKEW_MICROS = 2_000_000
/** One that lags, and what is shown for two seconds more. */
const SLOW_MICROS = 25_000_000

export class Reasons {
  readonly #oracle: Oracle
  readonly #now: () => number
  readonly #open = new Set<Watch>()

  constructor(oracle: Oracle, now: () => number) {
    this.#oracle = oracle
    this.#now = now
  }

  watch(userId: string, request: CommitTokens): Watch {
    const held = this.#isHeld(userId)
    const watch = { userId, request, least: this.#available(userId), moved: false, held }
    this.#open.add(watch)
    return watch
  }

  applied(written: readonly Written[]): void {
    for (const { path } of written) {
      if (!path.startsWith('balances/') && !path.startsWith('predictions/')) continue
      for (const watch of this.#open) {
        if (path === `balances/${watch.userId}`) {
          watch.least = Math.min(watch.least, this.#available(watch.userId))
          watch.held ||= this.#isHeld(watch.userId)
        } else if (path === `predictions/${watch.request.predictionId}`) watch.moved = true
      }
    }
  }

  judge(watch: Watch, code: FailureCode | null): void {
    this.#open.delete(watch)
    const { request, least, moved, userId } = watch
    const { predictionId, position, tokens } = request
    const prediction = this.#oracle.document(`predictions/${predictionId}`) as
      | Prediction
      | undefined
    switch (code) {
      case 'INSUFFICIENT_TOKENS':
        demand('I15', least < tokens, () => {
          return `${userId} was told not to have ${tokens}, and had ${least} all the time`
        })
        break
      case 'COMMITMENTS_RESTRICTED':
        demand('I15', watch.held, () => `${userId} was told to be on hold, and was not`)
        break
      case 'ODDS_CHANGED': {
        const same = prediction?.oddsBps[position] === request.oddsBps && !moved
        demand('I15', !same, () => `${userId} was told of other odds of ${predictionId}`)
        break
      }
      case 'PREDICTION_CLOSED': {
        const closesAt = prediction?.closesAt ?? 0
        const isOpen = prediction?.status === 'open' && closesAt > this.#now() * 1000 + SKEW_MICROS
        demand('I15', !isOpen || moved, () => `${predictionId} is open, ${userId} was told`)
        break
      }
      case 'PREDICTION_NOT_FOUND': {
        const isThere = prediction !== undefined && prediction.status !== 'draft' && !moved
        demand('I15', !isThere, () => `${predictionId} is there, ${userId} was told`)
        break
      }
      default:
    }
  }

  /** By the slowest of clocks. */
  #isHeld(userId: string): boolean {
    const wallet = this.#oracle.document(`balances/${userId}`)
    const at = this.#now() * 1000 - SLOW_MICROS
    return wallet !== undefined && isHeld(wallet, 'commitments', at)
  }

  #available(userId: string): number {
    return Number(this.#oracle.document(`balances/${userId}`)?.availableTokens ?? 0)
  }
}
