// What is known of wallets and gates without asking the database: a guess that preconditions judge,
// or a balance that is fresh enough to show. In this isolate, and shared over Redis. Absence is
// never known: it would hide what somebody else has just written.
import * as z from 'zod'
import { toInstant } from '../../../shared/instant.ts'
import type { Kind, Ref } from '../../ports.ts'
import { NOTICE_MS, type Notice, type Noticeboard } from '../noticeboard.ts'
import type { FirestoreClient, StoredDocument } from './client.ts'
import { pathOf } from './documents.ts'
import { toMicros, type Value } from './values.ts'

/** A document, and when it was certainly so; milliseconds since 1970. */
export interface Sighting {
  readonly document: StoredDocument
  readonly at: number
}
export type Documents = ReadonlyMap<string, StoredDocument>

/** Older guesses lose their races too often. */
export const GUESS_MS_MAX = NOTICE_MS
/** A balance that is shown may be this old. */
export const SHOWN_MS_MAX = 2_000
/** What others saw later than that by our clock would be shown for as long as theirs is ahead. */
const AHEAD_MS_MAX = 1_000
const SIGHTINGS_MAX = 5_000
const KEPT: ReadonlySet<Kind> = new Set(['wallet', 'gate'])

/** One an isolate. */
export type Sightings = ReturnType<typeof createSightings>

export function createSightings(now: () => number) {
  const seen = new Map<string, Sighting>()
  return {
    now,
    get(name: string, msMax: number): StoredDocument | undefined {
      const found = seen.get(name)
      return found && now() - found.at < msMax ? found.document : undefined
    },
    put(sighting: Sighting): void {
      const { name } = sighting.document
      const before = seen.get(name)
      if (before && isOlder(sighting, before)) return
      // The last one written is the last one dropped.
      seen.delete(name)
      seen.set(name, sighting)
      const [oldest] = seen.keys()
      if (seen.size > SIGHTINGS_MAX && oldest !== undefined) seen.delete(oldest)
    },
    drop: (name: string): void => void seen.delete(name),
  }
}

function isOlder(a: Sighting, b: Sighting): boolean {
  const [left, right] = [toMicros(a.document.updateTime), toMicros(b.document.updateTime)]
  return left < right || (left === right && a.at < b.at)
}

export interface KnownOptions {
  readonly client: Pick<FirestoreClient, 'nameOf'>
  readonly sightings: Sightings
  /** Where isolates tell each other. */
  readonly noticeboard: Noticeboard
  readonly keepAlive: (work: Promise<unknown>) => void
}
/** One a request. */
export type Known = ReturnType<typeof createKnown>

export function createKnown({ client, sightings, noticeboard, keepAlive }: KnownOptions) {
  const nameOf = ({ kind, id }: Ref): string => client.nameOf(pathOf(kind, id))
  const namesOf = (refs: readonly Ref[]): string[] => [
    ...new Set(refs.filter(({ kind }) => KEPT.has(kind)).map(nameOf)),
  ]

  return {
    now: sightings.now,
    one: (ref: Ref, msMax: number) => sightings.get(nameOf(ref), msMax),

    /** All wallets and gates among the refs; null unless each of them is known, and one is. */
    guess(refs: Record<string, Ref>): Documents | null {
      const names = namesOf(Object.values(refs))
      const found = names.flatMap((name) => sightings.get(name, GUESS_MS_MAX) ?? [])
      if (names.length === 0 || found.length < names.length) return null
      return new Map(found.map((document) => [document.name, document]))
    },

    /** `at`: before the call that told them. `told`: others learn of it too. */
    keep(refs: readonly Ref[], documents: Documents, at: number, told = true): void {
      const fresh = namesOf(refs).flatMap((name) => {
        const document = documents.get(name)
        return document ? [{ document, at }] : []
      })
      for (const sighting of fresh) sightings.put(sighting)
      if (told && fresh.length > 0) keepAlive(noticeboard.put(fresh.map(noticeOf)))
    },

    forget(refs: readonly Ref[]): void {
      for (const name of namesOf(refs)) sightings.drop(name)
    },

    async fetch(refs: readonly Ref[]): Promise<void> {
      const wanted = namesOf(refs).filter((name) => !sightings.get(name, SHOWN_MS_MAX))
      if (wanted.length === 0) return
      const told = await noticeboard.get(wanted)
      wanted.forEach((name, i) => {
        const sighting = sightingOf(told[i], name)
        const isAhead = sighting && sighting.at > sightings.now() + AHEAD_MS_MAX
        if (sighting && !isAhead) sightings.put(sighting)
      })
    },
  }
}

// Firestore leaves out digits that are zero; with six always, two times compare as text.
const noticeOf = ({ document, at }: Sighting): Notice => ({
  name: document.name,
  moved: toInstant(toMicros(document.updateTime)),
  text: JSON.stringify({ document, at }),
})

const Told = z.object({
  at: z.number(),
  document: z.object({
    name: z.string(),
    fields: z.record(
      z.string(),
      z.custom<Value>((value) => typeof value === 'object'),
    ),
    createTime: z.string(),
    updateTime: z.string(),
  }),
})

/** No authority: what has another form, or another name, was not seen. */
function sightingOf(told: unknown, name: string): Sighting | null {
  const parsed = Told.safeParse(told)
  return parsed.success && parsed.data.document.name === name ? parsed.data : null
}
