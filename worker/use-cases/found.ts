// Lists of documents of which some may have been changed by hand into something else.
import type { Found } from '../domain/difference.ts'

/** With what else is known of those that can be read; all stay in their places. */
export async function withRead<T, R>(
  found: readonly Found<T>[],
  read: (values: readonly T[]) => Promise<readonly R[]>,
): Promise<Found<R>[]> {
  const all = (await read(readable(found))).values()
  return found.map((one) => ({ ...one, value: one.value && (all.next().value ?? null) }))
}

export const readable = <T>(found: readonly Found<T>[]): T[] =>
  found.flatMap(({ value }) => value ?? [])
