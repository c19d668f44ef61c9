// The chains of what admins changed, verified as they are read.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import { UserId } from '../../shared/ids.ts'
import { type AuditEntry, type AuditHead, auditHash } from '../domain/audit.ts'
import type { Found } from '../domain/difference.ts'
import type { Page, Ref, Services } from '../ports.ts'
import { wordsIn } from './audit-words.ts'
import { type Position, type Searched, searchBack } from './search-back.ts'

type Needs = Pick<Services, 'store' | 'hash'>
type Opening = Needs & Pick<Services, 'vault' | 'log'>

export interface Chain {
  readonly head: AuditHead
  /** null: it is missing. */
  readonly last: AuditEntry | null
}
export interface ReadEntry {
  readonly seq: number
  readonly sound: boolean
  /** null: it is missing, or says nothing readable. */
  readonly entry: AuditEntry | null
}

const SYSTEM = /^system(?:-|$)/

/** By name of who it was. */
export async function listChains(
  { store }: Needs,
  of: 'people' | 'system' | undefined,
  page: Page,
): Promise<Searched<Chain>> {
  const source = {
    page: ({ limit, after }: Page) =>
      store.walk('auditHead', after ? String(after.tie) : null, limit),
    positionOf: ({ id }: Found<AuditHead>) => ({ at: 0, tie: id }),
    fits: ({ id, value }: Found<AuditHead>) =>
      value !== null && (of === undefined || SYSTEM.test(id) === (of === 'system')),
  }
  const { items, next } = await searchBack(source, page)
  const heads = items.flatMap(namedHead)
  const last = await store.look(
    Object.fromEntries(heads.map(({ actor, seq }) => [actor, refOf(actor, seq)])),
  )
  return { items: heads.map((head) => ({ head, last: last[head.actor]?.value ?? null })), next }
}

/** By its document's name, whatever a hand had it call itself. */
function namedHead({ id, value }: Found<AuditHead>): AuditHead[] {
  const actor = UserId.safeParse(id)
  return value && actor.success ? [{ ...value, actor: actor.data }] : []
}

const refOf = (actor: UserId, seq: number): Ref<'audit'> => ({
  kind: 'audit',
  id: `${actor}_${seq}`,
})

interface Verified extends Searched<ReadEntry> {
  readonly head: AuditHead
}
export interface Reading extends Verified {
  /** What was written with each of them, in their order. */
  readonly words: readonly (string | null)[]
}

/** As `verifyChain`, with the words that were sealed. */
export async function readChain(
  s: Opening,
  actor: UserId,
  area: string | undefined,
  page: Page,
): Promise<Result<Reading>> {
  const read = await verifyChain(s, actor, area, page)
  if (!read.ok) return read
  const words = await wordsIn(
    s,
    read.value.items.map(({ entry }) => entry),
  )
  return ok({ ...read.value, words })
}

/** Entries have numbers, so no query is needed. Refuses AUDIT_NOT_FOUND. */
async function verifyChain(
  s: Needs,
  actor: UserId,
  area: string | undefined,
  page: Page,
): Promise<Result<Verified>> {
  const { found } = await s.store.look({ found: { kind: 'auditHead', id: actor } })
  const [head] = found ? namedHead(found) : []
  if (!head) return refuse('AUDIT_NOT_FOUND')
  const source = {
    page: ({ limit, after }: Page) => entriesBefore(s, head, placeOf(head, after), limit),
    positionOf,
    // What is broken is seen whatever is looked for.
    fits: ({ sound, entry }: ReadEntry) =>
      !sound || area === undefined || !!entry?.action.startsWith(`${area}.`),
  }
  return ok({ head, ...(await searchBack(source, page)) })
}

const ENTRIES_MAX = 300

/** Of a whole chain, those that are missing or not what they were. */
export async function brokenIn(s: Needs, head: AuditHead): Promise<ReadEntry[]> {
  const broken: ReadEntry[] = []
  for (let place = placeOf(head, null); place.seq > 0; ) {
    const entries = await entriesBefore(s, head, place, ENTRIES_MAX)
    broken.push(...entries.filter(({ sound }) => !sound))
    // A head may say any number.
    if (entries.every(({ entry }) => entry === null)) break
    const last = entries.at(-1)
    place = { seq: place.seq - entries.length, hash: last?.entry?.prevHash || null }
  }
  return broken
}

/** Where the next older entry must be, and what its hash must be; null: nobody says. */
interface Place {
  readonly seq: number
  readonly hash: string | null
}

/** It goes with the cursor, which is signed: the next page is linked to this one. */
function positionOf({ seq, entry }: ReadEntry): Position {
  return { at: entry?.at ?? 0, tie: `${seq - 1} ${entry?.prevHash ?? ''}` }
}

function placeOf({ seq, hash }: AuditHead, after: Page['after']): Place {
  if (!after) return { seq, hash }
  const [number = '', linked = ''] = String(after.tie).split(' ')
  return { seq: Number(number), hash: linked || null }
}

async function entriesBefore(
  { store, hash }: Needs,
  { actor }: AuditHead,
  { seq: newest, hash: first }: Place,
  limit: number,
): Promise<ReadEntry[]> {
  const seqs = Array.from({ length: Math.min(limit, newest) }, (_, n) => newest - n)
  const refs = Object.fromEntries(seqs.map((seq) => [`${seq}`, refOf(actor, seq)]))
  const found = await store.look(refs)
  let expected = first
  return seqs.map((seq) => {
    const entry = found[`${seq}`]?.value ?? null
    const sound = entry !== null && isSound(entry, { actor, seq, expected }, hash.sha256)
    expected = entry?.prevHash || null
    return { seq, sound, entry }
  })
}

interface Wanted extends Pick<AuditEntry, 'actor' | 'seq'> {
  readonly expected: string | null
}

function isSound(
  entry: AuditEntry,
  { actor, seq, expected }: Wanted,
  sha256: Services['hash']['sha256'],
): boolean {
  const isItself =
    entry.actor === actor && entry.seq === seq && entry.hash === auditHash(entry, sha256)
  const isFollowed = expected === null || entry.hash === expected
  return isItself && isFollowed && (entry.prevHash === '') === (seq === 1)
}
