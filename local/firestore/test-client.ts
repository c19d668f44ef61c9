// What the tests beside this file share: a Firestore in memory and short ways to speak to it.

import type { Committed } from './commit.ts'
import { createFirestore, type Firestore, type FirestoreOptions } from './index.ts'
import type { Fields } from './values.ts'

export const ROOT = 'projects/demo/databases/(default)/documents'
const BASE = `http://localhost/v1/${ROOT}`

export interface WireDocument {
  name: string
  fields?: Fields
  createTime: string
  updateTime: string
}

export interface Answer {
  /** `OK`, or the error's status. */
  status: string
  code: number
  body: unknown
}

export const name = (path: string) => `${ROOT}/${path}`
export const int = (value: number | bigint | string) => ({ integerValue: String(value) })
export const text = (value: string) => ({ stringValue: value })
export const update = (path: string, fields: object, more: object = {}) => ({
  update: { name: name(path), fields },
  ...more,
})
/** An update that changes nothing: the fence of a guarded commit. */
export const touch = (path: string, currentDocument?: object) => ({
  update: { name: name(path) },
  updateMask: {},
  ...(currentDocument && { currentDocument }),
})
export const where = (path: string, op: string, value: object) => ({
  fieldFilter: { field: { fieldPath: path }, op, value },
})
export const and = (...filters: object[]) => ({ compositeFilter: { op: 'AND', filters } })
export const orderBy = (path: string, direction = 'ASCENDING') => ({
  field: { fieldPath: path },
  direction,
})

export interface TestFirestore extends Firestore {
  call(method: string, path: string, body?: unknown, headers?: object): Promise<Answer>
  commit(...writes: object[]): Promise<Answer & { body: Committed }>
  get(path: string): Promise<WireDocument>
  query(structuredQuery: object, parent?: string): Promise<Answer>
  /** Ids in the order of the answer, or the error's status. */
  ids(structuredQuery: object): Promise<string[] | string>
}

export function startFirestore(options: Partial<FirestoreOptions> = {}): TestFirestore {
  const indexes = { indexes: [], fieldOverrides: [] }
  const firestore = createFirestore({ file: ':memory:', indexes, ...options })
  const call = async (method: string, path: string, body?: unknown, headers: object = {}) => {
    const isOutside = path.startsWith('/__local') || path.startsWith('/emulator')
    const request = new Request(isOutside ? `http://localhost${path}` : `${BASE}${path}`, {
      method,
      headers: { authorization: 'Bearer owner', ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    })
    return readAnswer(await firestore.fetch(request))
  }
  const query = (structuredQuery: object, parent = '') =>
    call('POST', `${parent}:runQuery`, { structuredQuery })
  return {
    ...firestore,
    call,
    query,
    commit: async (...writes) => {
      const answer = await call('POST', ':commit', { writes })
      return { ...answer, body: answer.body as Committed }
    },
    get: async (path) => (await call('GET', `/${path}`)).body as WireDocument,
    ids: async (structuredQuery) => {
      const { status, body } = await query(structuredQuery)
      return status === 'OK' ? documentsOf(body).map((each) => idOf(each.name)) : status
    },
  }
}

export async function readAnswer(response: Response): Promise<Answer> {
  const body = JSON.parse(await response.text()) as unknown
  const [first] = [body].flat() as { error?: { status: string } }[]
  return { status: first?.error?.status ?? 'OK', code: response.status, body }
}

export function documentsOf(elements: unknown): WireDocument[] {
  const list = elements as { document?: WireDocument }[]
  return list.flatMap(({ document }) => (document ? [document] : []))
}

const idOf = (documentName: string) => documentName.split('/').at(-1) as string
