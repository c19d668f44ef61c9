// What somebody who edits the database by hand may leave in any field of a document.
import type { Fields, Value } from '../adapters/firestore/values.ts'
import { fieldsOf } from './books.ts'
import { byHand, integer, text } from './by-hand.ts'
import type { Harness } from './harness.ts'

const BENDS: readonly Value[] = [
  // No value of ours is one.
  { doubleValue: 1.5 } as never,
  text('x'),
  { nullValue: null },
  integer(-7),
  { mapValue: { fields: { toString: text('x') } } },
  { timestampValue: '1960-01-01T00:00:00Z' },
]

/** Each of its fields, one after the other, in each way; what was there is put back. */
export async function* bentBy(harness: Harness, path: string) {
  const fields = (await fieldsOf(harness, path)) as Fields
  for (const [name, was] of Object.entries(fields)) {
    for (const bend of BENDS) {
      await byHand(harness, 'PATCH', path, { [name]: bend })
      yield { name, what: `${path} ${name}: ${JSON.stringify(bend)}` }
    }
    await byHand(harness, 'PATCH', path, { [name]: was })
  }
}
