// A directed case: requests sent from a known state. Short words to write them down with.
import type { IndexFile } from '../indexes.ts'
import { name } from '../test-client.ts'

/** `call` is a method and what follows `.../documents`, or a whole path; a string is a raw body. */
export interface Step {
  call: string
  body?: unknown
}

export interface Topic {
  topic: string
  /** Writes of one commit before each case; none means an empty database. */
  given?: object[]
  /** Of the embedded server alone; Google's emulator has every index. */
  indexes?: IndexFile['indexes']
  overrides?: IndexFile['fieldOverrides']
  cases: Record<string, Step | Step[]>
}

/** In a request: the time at which the document was last written, or the last page token. */
export const timeOf = (path: string) => `@time:${path}`
export const TOKEN = '@token'
export const STALE = '2020-01-01T00:00:00Z'

export const set = (path: string, fields: object, more: object = {}) => ({
  update: { name: name(path), fields },
  ...more,
})
export const masked = (path: string, fieldPaths: string[], fields: object, more: object = {}) => ({
  ...set(path, fields, more),
  updateMask: { fieldPaths },
})
export const transform = (path: string, updateTransforms: object[], more: object = {}) => ({
  ...masked(path, [], {}, more),
  updateTransforms,
})
export const remove = (path: string, more: object = {}) => ({ delete: name(path), ...more })
export const verify = (path: string, currentDocument?: object) => ({
  verify: name(path),
  ...(currentDocument && { currentDocument }),
})
export const exists = (is: boolean) => ({ currentDocument: { exists: is } })
export const at = (updateTime: string) => ({ currentDocument: { updateTime } })

export const commit = (...writes: object[]): Step => ({ call: 'POST :commit', body: { writes } })
export const batchGet = (paths: string[], more: object = {}): Step => ({
  call: 'POST :batchGet',
  body: { documents: paths.map(name), ...more },
})
export const query = (structuredQuery: object, parent = ''): Step => ({
  call: `POST ${parent}:runQuery`,
  body: { structuredQuery },
})
export const aggregate = (structuredQuery: object, ...aggregations: object[]): Step => ({
  call: 'POST :runAggregationQuery',
  body: { structuredAggregationQuery: { structuredQuery, aggregations } },
})
export const rest = (call: string, body?: unknown): Step => ({
  call,
  ...(body !== undefined && { body }),
})

export const double = (doubleValue: number | string) => ({ doubleValue })
export const bool = (booleanValue: boolean) => ({ booleanValue })
export const nil = { nullValue: null }
export const time = (timestampValue: string) => ({ timestampValue })
export const bytes = (bytesValue: string) => ({ bytesValue })
export const reference = (path: string) => ({ referenceValue: name(path) })
export const point = (latitude: number, longitude: number) => ({
  geoPointValue: { latitude, longitude },
})
export const list = (...values: object[]) => ({ arrayValue: { values } })
export const map = (fields: object) => ({ mapValue: { fields } })
export const unary = (fieldPath: string, op: string) => ({
  unaryFilter: { field: { fieldPath }, op },
})
