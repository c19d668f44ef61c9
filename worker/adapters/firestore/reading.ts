// Reading documents in one call, as often as it takes within bounds.
import type { Kind, Ref, Seen } from '../../ports.ts'
import { backoffMs } from './backoff.ts'
import { type FirestoreClient, type StoredDocument, Unanswered } from './client.ts'
import { pathOf } from './documents.ts'
import type { Guarding, Pacing } from './guarded.ts'
import type { Documents } from './known.ts'
import { readably } from './readable.ts'
import { asOutage, isBusy } from './refusals.ts'
import { decodeDocument } from './writes.ts'

/**
 * One call; a failing read changes nothing, so it is simply tried again. `told`: what a person
 * reads of themselves is worth sharing; of strangers it would cost a call for nothing.
 */
export async function readDocuments<R extends Record<string, Ref>>(
  { client, pacing, known }: Guarding,
  refs: R,
  told = false,
): Promise<Seen<R>> {
  const at = known.now()
  const documents = await retryRead(pacing, () =>
    client.batchGet(namesOf(client, Object.values(refs))),
  )
  known.keep(Object.values(refs), documents, at, told)
  return seenFrom(client, refs, documents)
}

/** Repeats a read that wasn't answered. Throws STORE_UNAVAILABLE. */
export async function retryRead<T>(pacing: Pacing, read: () => Promise<T>): Promise<T> {
  const startedAt = pacing.now()
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await read()
    } catch (error) {
      const passing = error instanceof Unanswered || isBusy(error)
      const late = pacing.now() - startedAt >= READ_ELAPSED_MS_MAX
      if (!passing) throw error
      if (late || attempts >= READ_ATTEMPTS_MAX) throw asOutage(error)
      await pacing.pause(backoffMs(attempts, pacing.fraction()))
    }
  }
}
/** A page waits for it: rather say that it failed than spin. */
const READ_ELAPSED_MS_MAX = 4_000
const READ_ATTEMPTS_MAX = 4

export type Decode = (kind: Kind, document: StoredDocument) => unknown

export function seenFrom<R extends Record<string, Ref>>(
  client: FirestoreClient,
  refs: R,
  documents: Documents,
  decode: Decode = decodeDocument,
): Seen<R> {
  const entries = Object.entries(refs).map(([key, { kind, id }]) => {
    const document = documents.get(client.nameOf(pathOf(kind, id)))
    return [key, document ? decode(kind, document) : null]
  })
  return Object.fromEntries(entries) as Seen<R>
}

/** A row that a hand bent says nothing that a commitment does; the others are settled by theirs. */
export const rowsBent: Decode = (kind, document) =>
  kind === 'row'
    ? (readably(() => decodeDocument(kind, document)) ?? {})
    : decodeDocument(kind, document)

export function namesOf(client: FirestoreClient, refs: readonly Ref[]): string[] {
  return [...new Set(refs.map(({ kind, id }) => client.nameOf(pathOf(kind, id))))]
}
