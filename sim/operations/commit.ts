// People committing tokens: one at a time or many at once, the same again, another body under the
// same key, odds they saw a while ago, more than they have.
import { CommitTokens } from '../../shared/api/predictions.ts'
import type { Result } from '../../shared/failure.ts'
import { IdempotencyKey, type UserId } from '../../shared/ids.ts'
import { commitmentIdOf } from '../../worker/domain/keys.ts'
import {
  type CommitReceipt,
  commitHints,
  commitTokens,
} from '../../worker/use-cases/commit-tokens.ts'
import type { Chance } from '../chance.ts'
import type { RunningIsolate } from '../isolate.ts'
import { isHeld } from '../oracle/holds.ts'
import type { Prediction } from '../oracle/shadow.ts'
import type { Work } from '../world.ts'
import { type Act, sha256 } from './act.ts'

export async function commitOnce(act: Act): Promise<void> {
  await commitAs(act, personOf(act), 'a')
}

/** A double click, and more: several at once from the same person. */
export async function commitBurst(act: Act): Promise<void> {
  const person = personOf(act)
  const count = act.chance.between(2, 6)
  const members = Array.from({ length: count }, (_, n) => commitAs(act, person, `b${n}`))
  await Promise.all(members)
}

/** The same request twice at once, and once more after it was answered. */
export async function commitAgain(act: Act): Promise<void> {
  const person = personOf(act)
  const request = requestOf(act, act.chance, person)
  if (!request) return
  await Promise.all([
    tryCommit(act, person, 'k', request, { tries: '1' }),
    tryCommit(act, person, 'k', request, { tries: '2' }),
  ])
  await tryCommit(act, person, 'k', request, { tries: '3' })
}

export async function commitReused(act: Act): Promise<void> {
  const person = personOf(act)
  const request = requestOf(act, act.chance, person)
  if (!request) return
  const done = await tryCommit(act, person, 'k', request, { tries: '1' })
  if (done !== 'ok') return
  const tokens = CommitTokens.shape.tokens.parse(request.tokens + 1)
  await tryCommit(act, person, 'k', { ...request, tokens }, { tries: '2', isOther: true })
}

async function commitAs(act: Act, person: UserId, key: string): Promise<void> {
  const chance = act.world.chance(act.name, key)
  const request = requestOf(act, chance, person)
  if (!request) return
  for (let tries = 1; tries <= 3; tries += 1) {
    const done = await tryCommit(act, person, key, request, { tries: String(tries) })
    if (done !== 'unknown' || chance.happens(0.3)) return
    await act.pause(chance.between(1, 3_000))
  }
}

interface Attempt {
  readonly tries: string
  /** Another body under a key that was used. */
  readonly isOther?: boolean
  readonly on?: RunningIsolate
}

export async function tryCommit(
  { world, promises, name, chance }: Act,
  userId: UserId,
  key: string,
  request: CommitTokens,
  { tries, isOther = false, on }: Attempt,
): Promise<'ok' | 'refused' | 'unknown'> {
  const idempotencyKey = IdempotencyKey.parse(`${name}.${key}`)
  const id = commitmentIdOf(sha256, userId, idempotencyKey)
  const answered = promises.asks(id, userId, request, isOther)
  const warms = chance.happens(0.5)
  let moved = false
  const work: Work<Result<CommitReceipt>> = async (s, task) => {
    if (warms) await s.store.warm(commitHints(s, userId, request))
    const done = await commitTokens(s, { userId, key: idempotencyKey, request })
    moved = done.ok && !done.value.replayed && task.rows === 0
    return done
  }
  const answer = await world.perform(`${name}.${key}.${tries}`, 'commit', work, on)
  if (moved) world.report.moved()
  answered(answer)
  if (answer.kind !== 'value') return 'unknown'
  return answer.value.ok ? 'ok' : 'refused'
}

/** Mostly somebody who has something to commit. */
export function personOf({ chance, town, world }: Act): UserId {
  if (chance.happens(0.01)) return chance.pick(town.barred)
  const rich = town.people.filter((person) => isRich(world, person))
  return chance.pick(rich.length > 0 && chance.happens(0.97) ? rich : town.people)
}

/** Whoever is on hold gives up before long. */
function isRich({ oracle, schedule }: Act['world'], person: UserId): boolean {
  const wallet = oracle.document(`balances/${person}`)
  if (!wallet || Number(wallet.availableTokens) <= 200) return false
  return !isHeld(wallet, 'commitments', schedule.now() * 1000)
}

export const isAnybodyRich = ({ town, world }: Act): boolean =>
  town.people.some((person) => isRich(world, person))

const availableOf = (world: Act['world'], person: UserId): number =>
  Number(world.oracle.document(`balances/${person}`)?.availableTokens ?? 0)

/** Null when there is nothing to bet on. */
function requestOf(act: Act, chance: Chance, person: UserId): CommitTokens | null {
  const { world } = act
  const all = act.town.predictions
  // Some try what has closed a moment ago.
  const isPunctual = chance.happens(0.985)
  const open = all.filter((id) => takesBets(act, id, isPunctual))
  const id = open.length > 0 && chance.happens(0.97) ? chance.pick(open) : chance.pick(all)
  const prediction = predictionOf(act, id)
  if (!prediction) return null
  const position = chance.pick(['yes', 'no'] as const)
  const odds = prediction.oddsBps[position]
  const stale = odds > 10_001 && chance.happens(0.01)
  const available = availableOf(world, person)
  const tokens = stakeOf(chance, available, Math.min(prediction.maxTokens, 1e13 / odds))
  const predictionId = chance.happens(0.005) ? 'nowhere' : id
  return CommitTokens.parse({ predictionId, position, tokens, oddsBps: stale ? odds - 1 : odds })
}

function stakeOf(chance: Chance, available: number, most: number): number {
  const kind = chance.weighted({ small: 88, share: 10, all: 0.5, more: 0.5, over: 0.3 })
  const share = Math.ceil(available * chance.fraction() * 0.2)
  const wanted = {
    small: chance.between(1, 30),
    share,
    all: available,
    more: available + 1,
    over: 0,
  }
  if (kind === 'over') return 1e9
  return Math.max(1, Math.min(wanted[kind], Math.floor(most), 1e9))
}

function takesBets(act: Act, id: string, isPunctual: boolean): boolean {
  const prediction = predictionOf(act, id)
  if (prediction?.status !== 'open') return false
  return !isPunctual || prediction.closesAt > act.world.schedule.now() * 1000
}

/** Whether there is anything that still takes bets. */
export const isOpenForBets = (act: Act): boolean =>
  act.town.predictions.some((id) => takesBets(act, id, true))

const predictionOf = ({ world }: Act, id: string): Prediction | undefined =>
  world.oracle.document(`predictions/${id}`) as Prediction | undefined
