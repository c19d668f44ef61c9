// The chains of what admins did, from their ends: whose head is gone, or was set back, can write no
// entry any more, and nothing else of the chain would say what is missing.
import { UserId } from '../../shared/ids.ts'
import { type AuditEntry, type AuditHead, ownHead } from '../domain/audit.ts'
import type { Difference, Found } from '../domain/difference.ts'
import { type Head, headOf } from '../domain/heads.ts'
import type { Micros } from '../domain/ledger.ts'
import { EVERYBODY } from '../domain/night.ts'
import type { Ref, Services } from '../ports.ts'
import { pieceIn, piecesKept } from './compare-heads.ts'
import { auditName } from './keep-heads.ts'

type Needs = Pick<Services, 'store' | 'hash'> & {
  readonly archive: Services['archive'] | null
}
interface Checked {
  readonly differences: readonly Difference[]
  /** Of those whose chains were looked at, the ones of whom nothing differs. */
  readonly whole: readonly string[]
  readonly calls: number
}

/** Far more than there are admins, and what the system does is of sixteen. */
export const AUDIT_HEADS_MAX = 300

export const auditFault = (id: string, facts: Difference['facts']): Difference => ({
  kind: 'audit_chain',
  id,
  userId: null,
  facts,
})

/** One that a hand bent: nothing of it is sure but its name. */
export const bentHead = (found: Found<AuditHead>): Difference[] =>
  ownHead(found) ? [] : [auditFault(found.id, { writtenAt: found.writtenAt ?? '' })]

/**
 * Heads against entries, both ways, and against those of earlier nights. Of each chain one entry
 * after its head is looked for, which is all that a hand could leave that set it back.
 */
export async function checkAuditHeads(s: Needs, now: Micros, youngest?: number): Promise<Checked> {
  const heads = await s.store.walk('auditHead', null, AUDIT_HEADS_MAX)
  const firsts = await s.store.firstEntries(AUDIT_HEADS_MAX)
  const headless = await headlessIn(s, firsts)
  const bent = heads.flatMap(bentHead)
  const known = heads.flatMap((found) => ownHead(found) ?? [])
  const ahead = await entriesAfter(s, known)
  const lost = s.archive ? await lostSince({ ...s, archive: s.archive }, now, youngest) : []
  const differences = oneEach([...bent, ...headless, ...ahead, ...lost])
  const named = new Set(differences.map(({ id }) => id))
  const whole = known.map(({ actor }) => actor).filter((actor) => !named.has(actor))
  return { differences, whole, calls: AUDIT_CALLS }
}
/** Two lists and four looks at most; the archive is another service. */
const AUDIT_CALLS = 6

/** The first: two of one case would open it anew each night, each with what the other is not. */
function oneEach(differences: readonly Difference[]): Difference[] {
  return [...new Map(differences.toReversed().map((each) => [each.id, each])).values()]
}

const headRef = (id: string): Ref<'auditHead'> => ({ kind: 'auditHead', id })
const entryRef = (actor: string, seq: number): Ref<'audit'> => ({
  kind: 'audit',
  id: `${actor}_${seq}`,
})

const ENTRY = /^(.+)_(\d+)$/

/** Entries that their actor's head, asked for after them, does not lead to; one fault a chain. */
export async function headlessIn(
  { store }: Pick<Needs, 'store'>,
  entries: readonly Found<AuditEntry>[],
): Promise<Difference[]> {
  const newest = new Map<string, number>()
  for (const { id } of entries) {
    const [, actor = '', seq = 0] = ENTRY.exec(id) ?? []
    if (UserId.safeParse(actor).success) {
      newest.set(actor, Math.max(newest.get(actor) ?? 0, Number(seq)))
    }
  }
  const actors = [...newest.keys()]
  const heads = await store.look(Object.fromEntries(actors.map((id) => [id, headRef(id)])))
  return actors.flatMap((actor) => {
    const seq = newest.get(actor) ?? 0
    const head = heads[actor]?.value?.seq ?? 0
    return head >= seq ? [] : [auditFault(actor, { head, entry: seq })]
  })
}

/** Both at one moment: an entry comes with its head. */
async function entriesAfter(
  { store }: Pick<Needs, 'store'>,
  heads: readonly AuditHead[],
): Promise<Difference[]> {
  const next = heads.map(({ actor, seq }) => ({ actor, seq: seq + 1 }))
  const found = await store.look(
    Object.fromEntries(next.map(({ actor, seq }) => [actor, entryRef(actor, seq)])),
  )
  const there = next.flatMap(({ actor }) => found[actor] ?? [])
  return there.length === 0 ? [] : headlessIn({ store }, there)
}

/**
 * A whole chain may be gone, or written anew; but not what was kept elsewhere, on any night: what
 * was written yesterday is in no older piece, and what was rewritten since is in no newer one. Of
 * each chain the newest that it lost is told, the same whatever its admin does afterwards.
 */
async function lostSince(
  s: Pick<Services, 'store' | 'hash' | 'archive'>,
  now: Micros,
  youngest?: number,
): Promise<Difference[]> {
  const { heads, differences } = await headsKept(s, now, youngest)
  const refs: Record<string, Ref<'auditHead'> | Ref<'audit'>> = {}
  for (const { id, seq } of heads) {
    refs[`head ${id}`] = headRef(id)
    refs[`entry ${id} ${seq}`] = entryRef(id, seq)
  }
  const found = await s.store.look(refs)
  const lost = heads.filter(({ id, seq, hash }) => {
    const head = (found[`head ${id}`]?.value as AuditHead | null | undefined)?.seq ?? 0
    const entry = found[`entry ${id} ${seq}`]?.value as AuditEntry | null | undefined
    return head < seq || entry?.hash !== hash
  })
  return [
    ...differences,
    ...lost.toReversed().map(({ id, seq, hash }) => auditFault(id, { entry: seq, hash })),
  ]
}

/** Oldest first, each once; a chain nobody adds to is the same every night. */
async function headsKept(s: Pick<Services, 'hash' | 'archive'>, now: Micros, youngest?: number) {
  const heads = new Map<string, Head>()
  const differences: Difference[] = []
  const of = { named: auditName, ...(youngest !== undefined && { youngest }) }
  for await (const name of piecesKept(s, now, of)) {
    const piece = await pieceIn(s, name, EVERYBODY)
    differences.push(...piece.differences)
    for (const line of piece.lines) {
      const head = headOf(line)
      if (head) heads.set(line, head)
    }
  }
  return { heads: [...heads.values()], differences }
}
