// Sorted-set commands, as far as rate-limit analytics use them.
import type { CommandTable } from './commands.ts'
import type { Keyspace } from './keyspace.ts'
import { floatArg, formatNumber, integerArg, RedisError, type Reply, syntaxError } from './reply.ts'

export const SORTED_SET_COMMANDS: CommandTable = {
  zadd: { arity: -4, run: add },
  zincrby: { arity: 4, run: increment },
  zscore: {
    arity: 3,
    run: (db, [key = '', member = '']) => scoreText(db.read(key, 'zset')?.get(member)),
  },
  zcard: { arity: 2, run: (db, [key = '']) => db.read(key, 'zset')?.size ?? 0 },
  zrem: { arity: -3, run: remove },
  zrange: { arity: -4, run: range },
  zremrangebyscore: { arity: 4, run: removeByScore },
  zunion: { arity: -3, run: unionOf },
}

type Member = [member: string, score: number]

/** 17 digits, as Redis 7 writes a score that is no integer. */
function scoreText(score: number | undefined): string | null {
  return score === undefined ? null : formatNumber(score, 17)
}

function ordered(scores: Map<string, number> | undefined): Member[] {
  const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
  return [...(scores ?? [])].sort((a, b) => a[1] - b[1] || byBytes(a[0], b[0]))
}

function add(db: Keyspace, [key = '', ...words]: string[]): Reply {
  const flags = new Set<string>()
  while (/^(nx|xx|ch)$/i.test(words[0] ?? '')) flags.add(words.shift()?.toUpperCase() ?? '')
  if (words.length === 0 || words.length % 2 === 1) throw syntaxError()
  const scores = new Map(db.read(key, 'zset'))
  let added = 0
  let changed = 0
  for (let at = 0; at < words.length; at += 2) {
    const score = floatArg(words[at])
    const member = words[at + 1] ?? ''
    const current = scores.get(member)
    if (current === undefined ? flags.has('XX') : flags.has('NX')) continue
    if (current === undefined) added += 1
    else if (current !== score) changed += 1
    scores.set(member, score)
  }
  db.write(key, 'zset', scores)
  return flags.has('CH') ? added + changed : added
}

function increment(db: Keyspace, [key = '', by, member = '']: string[]): Reply {
  const scores = new Map(db.read(key, 'zset'))
  const score = (scores.get(member) ?? 0) + floatArg(by)
  scores.set(member, score)
  db.write(key, 'zset', scores)
  return scoreText(score)
}

function remove(db: Keyspace, [key = '', ...members]: string[]): Reply {
  const scores = new Map(db.read(key, 'zset'))
  const removed = members.filter((member) => scores.delete(member)).length
  if (removed > 0) db.write(key, 'zset', scores)
  return removed
}

function range(db: Keyspace, [key = '', from, to, ...options]: string[]): Reply {
  const flags = new Set(options.map((option) => option.toUpperCase()))
  for (const flag of flags)
    if (!['BYSCORE', 'REV', 'WITHSCORES'].includes(flag)) throw syntaxError()
  const members = ordered(db.read(key, 'zset'))
  if (flags.has('BYSCORE')) {
    const within = flags.has('REV') ? between(to, from) : between(from, to)
    const found = members.filter(([, score]) => within(score))
    return flatten(flags.has('REV') ? found.reverse() : found, flags.has('WITHSCORES'))
  }
  if (flags.has('REV')) members.reverse()
  const index = (text: string | undefined) => {
    const at = integerArg(text)
    return at < 0 ? Math.max(members.length + at, -1) : at
  }
  const start = Math.max(index(from), 0)
  return flatten(members.slice(start, index(to) + 1), flags.has('WITHSCORES'))
}

function flatten(members: Member[], withScores: boolean): Reply {
  return members.flatMap(([member, score]) =>
    withScores ? [member, formatNumber(score, 17)] : [member],
  )
}

function removeByScore(db: Keyspace, [key = '', from, to]: string[]): Reply {
  const within = between(from, to)
  const scores = new Map(db.read(key, 'zset'))
  const kept = new Map([...scores].filter(([, score]) => !within(score)))
  if (kept.size < scores.size) db.write(key, 'zset', kept)
  return scores.size - kept.size
}

/** `(5` leaves 5 out; `-inf` and `+inf` have no bound. */
function between(from: string | undefined, to: string | undefined): (score: number) => boolean {
  const bound = (text: string | undefined) => {
    const open = text?.startsWith('(') ?? false
    try {
      return { open, value: floatArg(open ? text?.slice(1) : text) }
    } catch {
      throw new RedisError('ERR min or max is not a float')
    }
  }
  const low = bound(from)
  const high = bound(to)
  return (score) =>
    (low.open ? score > low.value : score >= low.value) &&
    (high.open ? score < high.value : score <= high.value)
}

function unionOf(db: Keyspace, [count, ...words]: string[]): Reply {
  const size = integerArg(count)
  if (size < 1) throw new RedisError("ERR at least 1 input key is needed for 'zunion' command")
  const keys = words.slice(0, size)
  const options = words.slice(size).map((option) => option.toUpperCase())
  if (keys.length < size || options.some((option) => option !== 'WITHSCORES')) throw syntaxError()
  const sum = new Map<string, number>()
  for (const key of keys) {
    for (const [member, score] of scoresAt(db, key)) {
      sum.set(member, (sum.get(member) ?? 0) + score)
    }
  }
  return flatten(ordered(sum), options.length > 0)
}

/** A plain set counts as one whose scores are all 1. */
function scoresAt(db: Keyspace, key: string): Iterable<Member> {
  if (db.type(key) !== 'set') return db.read(key, 'zset') ?? []
  return [...(db.read(key, 'set') ?? [])].map((member): Member => [member, 1])
}
