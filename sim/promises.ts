// What people were told, and whether it is so: one effect a key (I9), a refusal changed nothing
// (I15), an answer is durable when it is given (I16), nobody reads less than they saw (I17).
import type { CommitTokens } from '../shared/api/predictions.ts'
import type { Result } from '../shared/failure.ts'
import type { CommitReceipt } from '../worker/use-cases/commit-tokens.ts'
import type { Oracle } from './oracle/index.ts'
import type { Bet } from './oracle/shadow.ts'
import { demand } from './violation.ts'
import type { Answer } from './world.ts'

interface Asked {
  readonly request: CommitTokens
  readonly userId: string
  open: number
  /** Somebody got no answer: it may be done, and may still be. */
  unknown: boolean
  refusals: number
  first: CommitReceipt | null
}
export type Promises = ReturnType<typeof createPromises>

export function createPromises(oracle: Oracle) {
  const asked = new Map<string, Asked>()
  const seen = new Map<string, number>()
  const bet = (id: string): Bet | undefined =>
    oracle.document(`commitments/${id}`) as Bet | undefined

  function checkAnswered(id: string, known: Asked, receipt: CommitReceipt): void {
    const stored = bet(id)
    demand('I16', stored !== undefined, () => `${id} was confirmed and is not there`)
    const { request, userId } = known
    const same =
      stored.userId === userId &&
      stored.predictionId === request.predictionId &&
      stored.tokensCommitted === request.tokens &&
      stored.position === request.position &&
      stored.oddsBps === request.oddsBps
    demand('I16', same, () => `${id} is stored as ${JSON.stringify(stored)}`)
    demand('I16', receipt.commitment.id === id, () => `${id} was answered with another one`)
    const version = Number(oracle.document(`balances/${userId}`)?.version)
    demand(
      'I16',
      receipt.wallet.version <= version,
      () => `${id} tells of version ${receipt.wallet.version}`,
    )
    const { first } = known
    const repeats =
      !first ||
      (first.wallet.version === receipt.wallet.version &&
        first.wallet.available === receipt.wallet.available &&
        first.commitment.tokensCommitted === receipt.commitment.tokensCommitted)
    demand('I9', repeats, () => `${id} was answered in two ways`)
    const again = first !== null && !first.replayed && !receipt.replayed
    demand('I9', !again, () => `${id} was done twice`)
    known.first = first && !first.replayed ? first : receipt
    saw(userId, receipt.wallet.version)
  }

  function saw(userId: string, version: number): void {
    seen.set(userId, Math.max(seen.get(userId) ?? 0, version))
  }

  function answered(
    id: string,
    answer: Answer<Result<CommitReceipt>>,
    isOther: boolean,
    wasConfirmed: boolean,
  ): void {
    const known = asked.get(id) as Asked
    known.open -= 1
    if (answer.kind !== 'value') {
      known.unknown = true
      return
    }
    const result = answer.value
    if (result.ok) {
      demand('I9', !isOther, () => `another request got the answer of ${id}`)
      return checkAnswered(id, known, result.value)
    }
    if (result.failure.code === 'IDEMPOTENCY_KEY_REUSED') {
      demand('I9', isOther, () => `${id} was refused as somebody else's`)
      return
    }
    known.refusals += 1
    const alone = known.open === 0 && !known.unknown && !known.first
    demand('I15', !alone || !bet(id), () => `${id} was refused and is there`)
    demand('I9', !wasConfirmed, () => `${id} was confirmed, then refused`)
  }

  return {
    saw,
    /** What a browser of this person would send along. */
    seenBy: (userId: string): number => seen.get(userId) ?? 0,
    /** The result hears of the answer. `isOther`: another body under a key that was used. */
    asks(id: string, userId: string, request: CommitTokens, isOther: boolean) {
      const fresh = { request, userId, open: 0, unknown: false, refusals: 0, first: null }
      const known = asked.get(id) ?? fresh
      asked.set(id, known)
      known.open += 1
      const wasConfirmed = known.first !== null
      return (answer: Answer<Result<CommitReceipt>>) => answered(id, answer, isOther, wasConfirmed)
    },
    /** A commitment was written. */
    born(id: string): void {
      const known = asked.get(id)
      demand('I9', known !== undefined, () => `nobody asked for ${id}`)
      const over = known.open === 0 && !known.unknown && known.refusals > 0
      demand('I15', !over, () => `${id} came to be after it was refused`)
    },
    all: () => asked,
  }
}
