// Whoever looks at the books with Google's own tools must see what the product wrote, and the
// product must see what they repaired.
import { doc, getDoc } from 'firebase/firestore/lite'
import { describe, expect, test } from 'vitest'
import { pathOf, SPELLINGS } from '../../adapters/firestore/documents.ts'
import { decodeFields, type Fields } from '../../adapters/firestore/values.ts'
import type { Change, Kind, Stored } from '../../ports.ts'
import { SAMPLES } from '../samples.ts'
import { startClients } from './clients.ts'
import { clientFields, plainOf } from './spelling.ts'

const KINDS = Object.keys(SAMPLES) as Kind[]
/** Gates lie below their prediction. */
const idOf = (kind: Kind, id: string): string => (kind === 'gate' ? `${id}/gates/3` : id)

function fieldsOf(kind: Kind): Fields {
  const encode = SPELLINGS[kind].encode as (value: Stored[Kind]) => Fields
  return encode(SAMPLES[kind])
}

describe.each(KINDS)('a %s', (kind) => {
  test('of the product is the same to both clients', async () => {
    const { store, server, browser } = await startClients()
    const id = idOf(kind, 'ours')
    const change = { ref: { kind, id }, value: SAMPLES[kind] } as Change
    await store.atomically({}, () => ({ answer: null, changes: [change] }))
    const meant = decodeFields(fieldsOf(kind))
    const path = pathOf(kind, id)
    expect(plainOf((await server.doc(path).get()).data())).toEqual(meant)
    expect(plainOf((await getDoc(doc(browser(), path))).data())).toEqual(meant)
  })

  test("of Google's client is the same to the product", async () => {
    const { store, server } = await startClients()
    const id = idOf(kind, 'theirs')
    const { writeTime } = await server.doc(pathOf(kind, id)).create(clientFields(fieldsOf(kind)))
    const { seen } = await store.read({ seen: { kind, id } })
    const born = 'bornAt' in SAMPLES[kind] && { bornAt: plainOf(writeTime) }
    expect(seen).toEqual({ ...SAMPLES[kind], ...born })
  })
})
