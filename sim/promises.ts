// What people were told, and whether it is so: one effect a key (I9), a refusal changed nothing
// (I15), an answer is durable when it is given (I16), nobody reads less than they saw (I17).
import type { CommitTokens } from '../shared/api/predictions.ts'
import type { FailureCode, Result } from '../shared/failure.ts'
import type { CommitReceipt } from '../worker/use-cases/commit-tokens.ts'
import type { Written } from './firestore.ts'
import type { Oracle } from './oracle/index.ts'
import type { Bet } from './oracle/shadow.ts'
import { Reasons } from './reasons.ts'
import { demand } from './violation.ts'
import { type Answer, refusalIn } from './world.ts'

interface Asked {
  readonly request: CommitTokens
  readonly userId: string
  open: number
  /** Somebody got no answer: it may be done, and may still be. */
  unknown: boolean
  refusals: number
  first: CommitReceipt | null
}
type Heard = (answer: Answer<Result<CommitReceipt>>) => void

export class Promises {
  readonly asked = new Map<string, Asked>()
  readonly #seen = new Map<string, number>()
  readonly #oracle: Oracle
  readonly #reasons: Reasons

  constructor(oracle: Oracle, now: () => number) {
    this.#oracle = oracle
    this.#reasons = new Reasons(oracle, now)
  }

  /** A commit was applied. */
  applied(written: readonly Written[]): void {
    this.#reasons.applied(written)
    for (const { path, created, updated } of written) {
      if (path.startsWith('commitments/') && created === updated) this.#born(path.slice(12))
    }
  }

  /** The result hears of the answer. `isOther`: another body under a key that was used. */
  asks(id: string, userId: string, request: CommitTokens, isOther: boolean): Heard {
    const fresh = { request, userId, open: 0, unknown: false, refusals: 0, first: null }
    const known = this.asked.get(id) ?? fresh
    this.asked.set(id, known)
    known.open += 1
    const wasConfirmed = known.first !== null
    const watch = this.#reasons.watch(userId, request)
    return (answer) => {
      known.open -= 1
      this.#reasons.judge(watch, refusalIn(answer))
      if (answer.kind !== 'value') known.unknown = true
      else if (answer.value.ok) {
        demand('I9', !isOther, () => `another request got the answer of ${id}`)
        this.#confirmed(id, known, answer.value.value)
      } else this.#refused(id, known, answer.value.failure.code, { isOther, wasConfirmed })
    }
  }

  /** What this person knows of the own balance. */
  saw(userId: string, version: number): void {
    this.#seen.set(userId, Math.max(this.seenBy(userId), version))
  }

  /** What a browser of this person would send along. */
  seenBy(userId: string): number {
    return this.#seen.get(userId) ?? 0
  }

  #born(id: string): void {
    const known = this.asked.get(id)
    demand('I9', known !== undefined, () => `nobody asked for ${id}`)
    const over = known.open === 0 && !known.unknown && known.refusals > 0
    demand('I15', !over, () => `${id} came to be after it was refused`)
  }

  #confirmed(id: string, known: Asked, receipt: CommitReceipt): void {
    const stored = this.#bet(id)
    demand('I16', stored !== undefined, () => `${id} was confirmed and is not there`)
    demand('I16', isAsAsked(stored, known), () => `${id} is stored as ${JSON.stringify(stored)}`)
    demand('I16', receipt.commitment.id === id, () => `${id} was answered with another one`)
    const { version } = receipt.wallet
    const stands = Number(this.#oracle.document(`balances/${known.userId}`)?.version)
    demand('I16', version <= stands, () => `${id} tells of version ${version}`)
    const { first } = known
    demand('I9', !first || repeats(first, receipt), () => `${id} was answered in two ways`)
    const again = first !== null && !first.replayed && !receipt.replayed
    demand('I9', !again, () => `${id} was done twice`)
    known.first = first && !first.replayed ? first : receipt
    this.saw(known.userId, version)
  }

  #refused(
    id: string,
    known: Asked,
    code: FailureCode,
    { isOther, wasConfirmed }: { readonly isOther: boolean; readonly wasConfirmed: boolean },
  ): void {
    if (code === 'IDEMPOTENCY_KEY_REUSED') {
      demand('I9', isOther, () => `${id} was refused as somebody else's`)
      return
    }
    known.refusals += 1
    const alone = known.open === 0 && !known.unknown && !known.first
    demand('I15', !alone || !this.#bet(id), () => `${id} was refused and is there`)
    demand('I9', !wasConfirmed, () => `${id} was confirmed, then refused`)
  }

  #bet(id: string): Bet | undefined {
    return this.#oracle.document(`commitments/${id}`) as Bet | undefined
  }
}

function isAsAsked(stored: Bet, { request, userId }: Asked): boolean {
  return (
    stored.userId === userId &&
    stored.predictionId === request.predictionId &&
    stored.tokensCommitted === request.tokens &&
    stored.position === request.position &&
    stored.oddsBps === request.oddsBps
  )
}

const repeats = (a: CommitReceipt, b: CommitReceipt): boolean =>
  a.wallet.version === b.wallet.version &&
  a.wallet.available === b.wallet.available &&
  a.commitment.tokensCommitted === b.commitment.tokensCommitted
