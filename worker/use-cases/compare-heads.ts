// Heads that were archived on an earlier night against today's chains. Whoever rewrites a whole
// chain, hashes and all, can't rewrite those; and who has a head has a balance.
import type { Difference } from '../domain/difference.ts'
import { headOf, readPiece } from '../domain/heads.ts'
import type { Micros } from '../domain/ledger.ts'
import { isOfTurn, type Turn } from '../domain/night.ts'
import type { Services } from '../ports.ts'
import { balanceMissing } from './check-person.ts'
import { dayOf, lastName, pieceName } from './keep-heads.ts'

type Needs = Pick<Services, 'store' | 'archive' | 'hash'>

const DAY: Micros = 86_400_000_000
/** Older than the last check of the same people, or what was rewritten since would agree. */
const DAYS_MAX = 14
/** As many hashes as one query may ask for. */
const HEADS_MAX = 30
const HEADS_CALLS = 2

/**
 * The last pieces of the nights that are kept for this, the oldest night first, `youngest` days ago
 * at least.
 */
export async function* piecesKept(
  { archive }: Pick<Needs, 'archive'>,
  startedAt: Micros,
  { youngest = 1, named = lastName } = {},
): AsyncGenerator<string, null> {
  for (let days = DAYS_MAX; days >= youngest; days -= 1) {
    const day = dayOf(startedAt - days * DAY)
    const digest = await archive.get(named(day))
    if (digest) yield pieceName(day, digest)
  }
  return null
}

/** null: none is kept. */
export async function oldestPiece(...of: Parameters<typeof piecesKept>): Promise<string | null> {
  return (await piecesKept(...of).next()).value
}

interface Piece {
  /** Lines of those whose turn it is. */
  readonly lines: readonly string[]
  readonly next: string | null
  readonly differences: readonly Difference[]
}

export async function pieceIn(
  { archive, hash }: Pick<Needs, 'archive' | 'hash'>,
  name: string,
  turn: Turn,
): Promise<Piece> {
  const text = await archive.get(name)
  const [digests, day = '', digest] = name.split('/')
  if (digests === undefined || text === null || hash.sha256(text) !== digest) {
    const facts = { gone: text === null }
    return {
      lines: [],
      next: null,
      differences: [{ kind: 'heads_unfit', id: name, userId: null, facts }],
    }
  }
  const { before, lines } = readPiece(text)
  const own = lines.filter((line) => {
    const head = headOf(line)
    return head !== null && isOfTurn(turn, head.id, hash.sha256)
  })
  return { lines: own, next: before === '' ? null : pieceName(day, before), differences: [] }
}

interface Compared {
  readonly rest: readonly string[]
  readonly differences: readonly Difference[]
  readonly calls: number
}

/** Some of them at a time. */
export async function compareHeads(
  s: Pick<Needs, 'store'>,
  lines: readonly string[],
): Promise<Compared> {
  const heads = lines.slice(0, HEADS_MAX).flatMap((line) => headOf(line) ?? [])
  const wallets: Readonly<Record<string, unknown>> = await s.store.look(
    Object.fromEntries(heads.map(({ id }) => [id, { kind: 'wallet', id } as const])),
  )
  const chained = heads.filter(({ seq }) => seq > 0)
  const found =
    chained.length > 0 ? await s.store.rowsWithHashes(chained.map(({ hash }) => hash)) : []
  const differences: Difference[] = []
  for (const { id, seq, hash } of heads) {
    if (!wallets[id]) differences.push(balanceMissing(id, { version: seq }))
    if (seq === 0) continue
    // What can't be read is named as such.
    const isThere = found.some(
      ({ owner, value }) => owner === id && (!value || (value.seq === seq && value.hash === hash)),
    )
    if (!isThere) differences.push({ kind: 'head_lost', id, userId: id, facts: { seq, hash } })
  }
  return { rest: lines.slice(HEADS_MAX), differences, calls: HEADS_CALLS }
}
