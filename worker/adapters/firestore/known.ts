// What is known of wallets and gates without asking the database: a guess that preconditions judge,
// or a balance that is fresh enough to show. In this isolate, and shared over Redis. Absence is
// never known: it would hide what somebody else has just written.
import type { Kind, Ref } from '../../ports.ts'
import type { FirestoreClient, StoredDocument } from './client.ts'
import { pathOf } from './documents.ts'
import { toMicros } from './values.ts'

/** A document, and when it was certainly so; milliseconds since 1970. */
export interface Sighting {
  readonly document: StoredDocument
  readonly at: number
}
/** Sightings of other isolates. Neither call throws nor waits for long. */
export interface SharedSightings {
  get(names: readonly string[]): Promise<Sighting[]>
  /** Keeps the newer of two. */
  put(sightings: readonly Sighting[]): Promise<void>
}
export type Documents = ReadonlyMap<string, StoredDocument>

/** Older guesses lose their races too often. */
export const GUESS_MS_MAX = 5_000
/** A balance that is shown may be this old. */
export const SHOWN_MS_MAX = 2_000
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
  readonly shared: SharedSightings
  readonly keepAlive: (work: Promise<unknown>) => void
}
/** One a request. */
export type Known = ReturnType<typeof createKnown>

export function createKnown({ client, sightings, shared, keepAlive }: KnownOptions) {
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
      if (told && fresh.length > 0) keepAlive(shared.put(fresh))
    },

    forget(refs: readonly Ref[]): void {
      for (const name of namesOf(refs)) sightings.drop(name)
    },

    async fetch(refs: readonly Ref[]): Promise<void> {
      const wanted = namesOf(refs).filter((name) => !sightings.get(name, SHOWN_MS_MAX))
      if (wanted.length === 0) return
      for (const sighting of await shared.get(wanted)) sightings.put(sighting)
    },
  }
}

/** For tests and programs with one isolate. */
export const NOTHING_SHARED: SharedSightings = {
  get: async () => [],
  put: async () => undefined,
}
