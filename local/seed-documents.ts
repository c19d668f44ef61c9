// Writes demo documents into the local Firestore, each only if it isn't there.
import { PROJECT_ID } from './stand-ins.ts'

type Value =
  | { stringValue: string }
  | { integerValue: string }
  | { booleanValue: boolean }
  | { timestampValue: string }
  | { nullValue: null }
  | { mapValue: { fields: Record<string, Value> } }

export type Demo = string | number | boolean | Date | null | { [name: string]: Demo }

const database = `projects/${PROJECT_ID}/databases/(default)/documents`

export const has = async (firestoreUrl: string, path: string): Promise<boolean> =>
  (await fieldsAt(firestoreUrl, path)).length > 0

/** The names of a document's fields; none when it isn't there. */
export async function fieldsAt(firestoreUrl: string, path: string): Promise<string[]> {
  const answer = await fetch(`${firestoreUrl}/v1/${database}/${path}`, { headers: OWNER })
  if (!answer.ok) return []
  const { fields = {} } = (await answer.json()) as { fields?: object }
  return Object.keys(fields)
}

type Documents = Record<string, { [name: string]: Demo }>

/** All of them or none. */
export const create = (firestoreUrl: string, documents: Documents): Promise<void> =>
  commit(firestoreUrl, documents, { currentDocument: { exists: false } })

/** All of them or none, whatever was there before. */
export const replace = (firestoreUrl: string, documents: Documents): Promise<void> =>
  commit(firestoreUrl, documents, {})

async function commit(firestoreUrl: string, documents: Documents, guard: object): Promise<void> {
  const writes = Object.entries(documents).map(([path, fields]) => ({
    update: { name: `${database}/${path}`, fields: encodeAll(fields) },
    ...guard,
  }))
  const answer = await fetch(`${firestoreUrl}/v1/${database}:commit`, {
    method: 'POST',
    headers: { ...OWNER, 'content-type': 'application/json' },
    body: JSON.stringify({ writes }),
  })
  if (!answer.ok) throw new Error(`seeding failed: Firestore answered ${await answer.text()}`)
}

const OWNER = { authorization: 'Bearer owner' }

function encodeAll(fields: { [name: string]: Demo }): Record<string, Value> {
  return Object.fromEntries(Object.entries(fields).map(([name, demo]) => [name, encode(demo)]))
}

function encode(demo: Demo): Value {
  if (demo === null) return { nullValue: null }
  if (typeof demo === 'string') return { stringValue: demo }
  if (typeof demo === 'number') return { integerValue: String(demo) }
  if (typeof demo === 'boolean') return { booleanValue: demo }
  if (demo instanceof Date) return { timestampValue: demo.toISOString() }
  return { mapValue: { fields: encodeAll(demo) } }
}
