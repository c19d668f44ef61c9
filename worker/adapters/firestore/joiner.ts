// Group commit: what one person asks of this isolate at the same time is decided in order and
// written together. It only saves calls; that it is right stays with the preconditions.
import { Outage, Unstorable } from '../../../shared/failure.ts'
import type { UserId } from '../../../shared/ids.ts'
import type { Change, Decide, Decision, Kind, Ref, Seen, Stored } from '../../ports.ts'
import { type Guarding, guardedCommit, type Judgement } from './guarded.ts'

export const MEMBERS_MAX = 20
/** Above what a guarded commit may take; a leader that is silent for longer was cut off. */
const LEAD_MS_MAX = 20_000

export interface JoinerOptions {
  /** Keeps a request going that leads, or waits to, after its client has left. */
  readonly keepAlive: (work: Promise<unknown>) => void
  /** Milliseconds. */
  readonly now: () => number
  /** Rings once, unless the result is called before; virtual in a simulation. */
  readonly alarm?: (ms: number, ring: () => void) => () => void
}
/** One an isolate. */
export type Joiner = ReturnType<typeof createJoiner>

type AnyDecide = (seen: Record<string, Stored[Kind] | null>) => Decision<unknown>
interface Member {
  readonly refs: Record<string, Ref>
  readonly decide: AnyDecide
  readonly answered: Promise<unknown>
  answer(value: unknown): void
  fail(error: unknown): void
  /** Resolves when it is this member's turn to lead. */
  readonly turn: Promise<'lead'>
  lead(): void
}
interface Group {
  readonly waiting: Member[]
  /** When its leader began; null = nobody leads. */
  ledSince: number | null
}

export function createJoiner({ keepAlive, now, alarm = realAlarm }: JoinerOptions) {
  const groups = new Map<UserId, Group>()

  async function leadOnce(on: Guarding, userId: UserId, group: Group, leader: Member) {
    group.ledSince = now()
    const mine = group.ledSince
    try {
      await settle(on, takeTurn(group, leader))
    } finally {
      // Somebody else leads by now if this took too long.
      if (group.ledSince === mine) {
        const next = group.waiting[0]
        // Its turn begins now, so that whoever comes meanwhile waits behind it.
        group.ledSince = next ? now() : null
        if (next) next.lead()
        else groups.delete(userId)
      }
    }
  }

  /** Kept alive, or the turn of a request whose client has left would come to nobody. */
  function turnIn(group: Group, member: Member): Promise<unknown> {
    const turn = turnOf(alarm, group, member)
    keepAlive(turn.catch(() => undefined))
    return turn
  }

  return {
    async join<R extends Record<string, Ref>, T>(
      on: Guarding,
      userId: UserId,
      refs: R,
      decide: Decide<R, T>,
    ): Promise<T> {
      const group = groups.get(userId) ?? { waiting: [], ledSince: null }
      groups.set(userId, group)
      const member = newMember(refs, decide as AnyDecide)
      group.waiting.push(member)
      const isLed = group.ledSince !== null && now() - group.ledSince < LEAD_MS_MAX
      if (!isLed || (await turnIn(group, member)) === 'lead') {
        const led = leadOnce(on, userId, group, member)
        keepAlive(led)
        await led
      }
      return (await member.answered) as T
    },
  }
}

/**
 * The first in the queue, and whoever leads, however far back: it hears of no turn any more, so the
 * queue would stop when it came to it.
 */
function takeTurn({ waiting }: Group, leader: Member): Member[] {
  const members = waiting.splice(0, MEMBERS_MAX)
  const at = waiting.indexOf(leader)
  if (at < 0) return members
  waiting.splice(at, 1)
  waiting.unshift(...members.splice(MEMBERS_MAX - 1))
  return [...members, leader]
}

function newMember(refs: Record<string, Ref>, decide: AnyDecide): Member {
  const answered = Promise.withResolvers<unknown>()
  // A member that was given up must not end the isolate.
  answered.promise.catch(() => {})
  const turn = Promise.withResolvers<'lead'>()
  return {
    refs,
    decide,
    answered: answered.promise,
    answer: answered.resolve,
    fail: answered.reject,
    turn: turn.promise,
    lead: () => turn.resolve('lead'),
  }
}

/** Whoever gives up leaves the queue: its turn to lead would come to nobody. */
async function turnOf(
  alarm: NonNullable<JoinerOptions['alarm']>,
  { waiting }: Group,
  member: Member,
): Promise<unknown> {
  try {
    return await inTime(alarm, Promise.race([member.answered, member.turn]))
  } catch (error) {
    const at = waiting.indexOf(member)
    if (at >= 0) waiting.splice(at, 1)
    throw error
  }
}

async function inTime<T>(alarm: NonNullable<JoinerOptions['alarm']>, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const ring = () =>
    late.reject(new Outage('STORE_BUSY', 'the leader of a joined commit was cut off'))
  const silence = alarm(LEAD_MS_MAX, ring)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    silence()
  }
}

function realAlarm(ms: number, ring: () => void): () => void {
  const timer = setTimeout(ring, ms)
  return () => clearTimeout(timer)
}

/** Answers every member; never throws. */
async function settle(on: Guarding, members: readonly Member[]): Promise<void> {
  try {
    const answers = await guardedCommit(on, refsOf(members), decideAll(members), { guess: true })
    members.forEach((member, i) => {
      const given = answers[i]
      if (given && 'error' in given) member.fail(given.error)
      else member.answer(given?.value)
    })
  } catch (error) {
    if (error instanceof Unstorable && members.length > 1) {
      // One of them is too much for the database; it must not take the others with it.
      for (const member of members) await settle(on, [member])
      return
    }
    for (const member of members) member.fail(error)
  }
}

const named = (member: number, name: string): string => `${member}.${name}`

function refsOf(members: readonly Member[]): Record<string, Ref> {
  return Object.fromEntries(
    members.flatMap(({ refs }, i) =>
      Object.entries(refs).map(([name, ref]) => [named(i, name), ref]),
    ),
  )
}

type Given = { readonly value: unknown } | { readonly error: unknown }

/** Each member sees what those before it have decided. */
function decideAll(members: readonly Member[]) {
  return (seen: Seen<Record<string, Ref>>): Judgement<Given[]> => {
    const staged = new Map<string, Change>()
    const guards: Ref[] = []
    let unsure = false
    const answer = members.map((member, i): Given => {
      try {
        const decision = member.decide(viewOf(member, i, seen, staged))
        if (decision.changes.length === 0) unsure = true
        for (const change of decision.changes) staged.set(keyOf(change.ref), change)
        if (decision.guards) guards.push(...decision.guards)
        return { value: decision.answer }
      } catch (error) {
        unsure = true
        return { error }
      }
    })
    return { answer, changes: [...staged.values()], guards, unsure }
  }
}

function viewOf(
  { refs }: Member,
  index: number,
  seen: Seen<Record<string, Ref>>,
  staged: ReadonlyMap<string, Change>,
): Record<string, Stored[Kind] | null> {
  return Object.fromEntries(
    Object.entries(refs).map(([name, ref]) => {
      const before = seen[named(index, name)] ?? null
      return [name, staged.get(keyOf(ref))?.value ?? before]
    }),
  )
}

const keyOf = ({ kind, id }: Ref): string => `${kind}/${id}`
