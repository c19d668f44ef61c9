// The heart: read in one call, decide, write in one commit whose every precondition is what was
// read. Lost races decide again; unanswered commits are resolved before anything else is done.
import { Outage } from '../../../shared/failure.ts'
import type { Decision, Ref, Seen } from '../../ports.ts'
import { backoffMs, yieldPauseMs } from './backoff.ts'
import { type FirestoreClient, Unanswered } from './client.ts'
import type { Documents, Known } from './known.ts'
import { type Decode, namesOf, seenFrom } from './reading.ts'
import { asOutage, isRace } from './refusals.ts'
import { afterWrites, type Guarded, guardedWrites, mustYield, yieldMarks } from './writes.ts'

export const ATOMIC_ATTEMPTS_MAX = 8
/** No new attempt after this long: a person is waiting, and a 503 loses nothing. */
const ATOMIC_ELAPSED_MS_MAX = 15_000
/** How long a settlement asks others to wait, and how long they do at most. */
const YIELD_MS = 2_000

export interface Pacing {
  /** 0 <= x < 1. */
  fraction(): number
  pause(ms: number): Promise<void>
  /** Milliseconds. */
  now(): number
}
export interface Guarding {
  readonly client: FirestoreClient
  readonly pacing: Pacing
  readonly known: Known
  /** In place of the usual one. */
  readonly decode?: Decode
}
export interface How {
  /** Marks the wallets it lost to; waits for nobody's marks. */
  readonly settling?: boolean
  /** Begins with what is known, if wallets and gates are; see `Store.joined`. */
  readonly guess?: boolean
}
/** `unsure`: a part of the answer was decided by what was seen and changes nothing. */
export type Judgement<T> = Decision<T> & { readonly unsure?: boolean }

type Outcome = 'applied' | 'refused' | 'unanswered'
/** A commit that was sent, and what each document it guards looked like. */
interface Attempt<T> extends Guarded {
  readonly documents: Documents
  readonly answer: T
}
interface Look {
  readonly documents: Documents
  /** Told by the database just now, or only guessed. */
  readonly sure: boolean
}

/** See `Store.atomically` for the promise. */
export async function guardedCommit<R extends Record<string, Ref>, T>(
  on: Guarding,
  refs: R,
  decide: (seen: Seen<R>) => Judgement<T>,
  how: How = {},
): Promise<T> {
  let doubtful: Attempt<T> | null = null
  let unread: Error | null = null
  const startedAt = on.pacing.now()
  const patience = { yieldMs: how.settling ? 0 : YIELD_MS }
  let guessed = how.guess ? on.known.guess(refs) : null
  // Who knows of a mark waits for it as well, or a settlement would lose to guesses for ever.
  if (guessed && mustYield(guessed, on.pacing.now())) guessed = null
  let marked = false
  for (let attempts = 0; attempts < ATOMIC_ATTEMPTS_MAX; attempts += 1) {
    if (on.pacing.now() - startedAt >= ATOMIC_ELAPSED_MS_MAX) break
    const look: Look | Error = guessed
      ? { documents: guessed, sure: false }
      : await lookAfter(on, refs, marked ? 0 : attempts, how, patience)
    guessed = null
    unread = look instanceof Error ? look : null
    if (look instanceof Error) continue
    // While nothing that it guards has moved, a doubtful commit may still land: deciding anew now
    // could answer a refusal that it then contradicts. So only the same commit is sent again.
    const attempt: Attempt<T> | T | typeof GUESS_AGAIN =
      doubtful && !moved(doubtful, look.documents) ? doubtful : prepare(on, refs, look, decide)
    if (attempt === GUESS_AGAIN) {
      attempts -= 1
      continue
    }
    if (!isAttempt(attempt)) return attempt
    const outcome = await send(on, refs, attempt, how)
    if (outcome === 'applied') return attempt.answer
    if (outcome === 'unanswered') doubtful = attempt
    else if (doubtful !== attempt) doubtful = null
    marked = outcome === 'refused' && how.settling === true && (await mark(on, refs, look))
  }
  if (doubtful) throw new Outage('STORE_UNAVAILABLE', 'a commit was sent and never answered')
  throw unread ? asOutage(unread) : new Outage('STORE_BUSY', 'lost too many races')
}

const GUESS_AGAIN = Symbol('read before believing this')

/**
 * Waits its turn, then reads; while a settlement asks for it, reads again a moment later, until its
 * patience over all attempts is used up.
 */
async function lookAfter(
  on: Guarding,
  refs: Record<string, Ref>,
  attempts: number,
  how: How,
  patience: { yieldMs: number },
): Promise<Look | Error> {
  const { pacing } = on
  if (attempts > 0) await pacing.pause(backoffMs(attempts, pacing.fraction()))
  for (;;) {
    const documents = await readOrPassing(on, refs, how)
    if (documents instanceof Error) return documents
    const asked = patience.yieldMs > 0 && mustYield(documents, pacing.now())
    if (!asked) return { documents, sure: true }
    const ms = yieldPauseMs(pacing.fraction())
    patience.yieldMs -= ms
    await pacing.pause(ms)
  }
}

/** A failure that may pass is a value: the read is simply part of the next attempt. */
async function readOrPassing(
  { client, known }: Guarding,
  refs: Record<string, Ref>,
  how: How,
): Promise<Documents | Error> {
  const names = namesOf(client, Object.values(refs))
  if (names.length === 0) return new Map()
  try {
    const at = known.now()
    const documents = await client.batchGet(names)
    // What a person's own spending reads is worth sharing; a settlement reads strangers.
    known.keep(Object.values(refs), documents, at, how.guess === true)
    return documents
  } catch (error) {
    if (error instanceof Unanswered || isRace(error)) return error
    throw asOutage(error)
  }
}

async function send(
  { client, known }: Guarding,
  refs: Record<string, Ref>,
  { writes, documents }: Attempt<unknown>,
  how: How,
): Promise<Outcome> {
  const all = Object.values(refs)
  try {
    const at = known.now()
    const answer = await client.commit(writes)
    known.keep(all, afterWrites(writes, documents, answer), at, how.settling !== true)
    return 'applied'
  } catch (error) {
    known.forget(all)
    if (error instanceof Unanswered) return 'unanswered'
    if (isRace(error)) return 'refused'
    throw asOutage(error)
  }
}

/** Whoever writes these wallets all the time is asked to let the settlement through. */
async function mark(
  { client, pacing }: Guarding,
  refs: Record<string, Ref>,
  { documents }: Look,
): Promise<boolean> {
  const until = (pacing.now() + YIELD_MS) * 1000
  const marks = yieldMarks(client, Object.values(refs), documents, until)
  if (marks.length === 0) return false
  try {
    await client.commit(marks)
    return true
  } catch (error) {
    // Without marks the next attempt is only less likely to win.
    if (!(error instanceof Unanswered) && !isRace(error)) throw asOutage(error)
    return false
  }
}

function prepare<R extends Record<string, Ref>, T>(
  { client, decode }: Guarding,
  refs: R,
  { documents, sure }: Look,
  decide: (seen: Seen<R>) => Judgement<T>,
): Attempt<T> | T | typeof GUESS_AGAIN {
  const judgement = decide(seenFrom(client, refs, documents, decode))
  const read = new Set(namesOf(client, Object.values(refs)))
  const { writes, guarded } = guardedWrites(client, read, documents, judgement)
  if (!sure && (writes.length === 0 || judgement.unsure)) return GUESS_AGAIN
  if (writes.length === 0) return judgement.answer
  return new PreparedAttempt(writes, guarded, documents, judgement.answer)
}

/** A class, so that an attempt can't be mistaken for somebody's answer. */
class PreparedAttempt<T> implements Attempt<T> {
  readonly writes: Guarded['writes']
  readonly guarded: Guarded['guarded']
  readonly documents: Documents
  readonly answer: T

  constructor(
    writes: Guarded['writes'],
    guarded: Guarded['guarded'],
    documents: Documents,
    answer: T,
  ) {
    this.writes = writes
    this.guarded = guarded
    this.documents = documents
    this.answer = answer
  }
}

function isAttempt<T>(value: Attempt<T> | T): value is Attempt<T> {
  return value instanceof PreparedAttempt
}

function moved(attempt: Attempt<unknown>, documents: Documents): boolean {
  return [...attempt.guarded].some(([name, time]) => documents.get(name)?.updateTime !== time)
}
