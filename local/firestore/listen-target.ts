// What one target of a Listen stream shows: single documents, or the matches of a query.
import { type Access, checkDocument, checkQuery, refuseGroup } from './access.ts'
import { Meter } from './counters.ts'
import type { StoredDocument } from './database.ts'
import { invalid } from './errors.ts'
import { documentName, documentPath, type Path } from './names.ts'
import { parseQuery, type Query } from './query.ts'
import { runQuery } from './run-query.ts'
import { isObject, parseObject } from './values.ts'
import type { Touched } from './watched-database.ts'

/** By name; undefined for a document that was asked for and isn't there. */
export type Shown = ReadonlyMap<string, StoredDocument | undefined>

export interface Target {
  readonly id: number
  /** The client has a state of this target from an earlier stream. */
  readonly isResumed: boolean
  /** Whether a write there can change what is shown. */
  concerns(touched: Touched): boolean
  /** Throws when the rules say no. */
  check(): void
  look(): Shown
}

const KEYS = ['query', 'documents', 'targetId', 'once', 'resumeToken', 'readTime', 'expectedCount']

/** Without one there is nothing to refuse by itself: what it throws ends the stream. */
export function targetIdOf(input: unknown): number {
  const id = isObject(input) ? Number(input.targetId ?? 0) : 0
  if (!Number.isInteger(id) || id <= 0) throw invalid('targetId is not a positive number')
  return id
}

export function parseTarget(access: Access, id: number, input: unknown): Target {
  const given = parseObject(input, 'addTarget', KEYS)
  const isResumed = given.resumeToken !== undefined || given.readTime !== undefined
  const kind =
    given.documents === undefined
      ? queryTarget(access, given.query)
      : documentsTarget(access, given.documents)
  return { id, isResumed, ...kind }
}

type Kind = Pick<Target, 'concerns' | 'check' | 'look'>

function documentsTarget(access: Access, input: unknown): Kind {
  const { root, database } = access
  const { documents } = parseObject(input, 'documents', ['documents'])
  if (!Array.isArray(documents)) throw invalid('documents is not an array')
  const paths = new Map<string, Path>()
  for (const name of documents) paths.set(String(name), documentPath(root, name))
  return {
    concerns: (touched) => touched.root === root && paths.has(documentName(root, touched.path)),
    check: () => {
      for (const path of paths.values()) checkDocument(access, 'get', path)
    },
    look: () => new Map([...paths].map(([name, path]) => [name, database.document(root, path)])),
  }
}

/** Runs again after each write to its collection: right with any limit, order and cursor. */
function queryTarget(access: Access, input: unknown): Kind {
  const { root, database } = access
  const { parent, structuredQuery } = parseObject(input, 'query', ['parent', 'structuredQuery'])
  refuseGroup(access, structuredQuery)
  const query = parseQuery(parentPath(access, parent), structuredQuery)
  // Index entries that a repeated look reads are nobody's cost: the real service keeps the matches.
  const meter = new Meter()
  return {
    concerns: ({ root: where, path }) => where === root && isInside(query, path),
    check: () => checkQuery(access, query),
    look: () => {
      const matches = [...runQuery({ database, meter, root }, query).matches]
      const documents = matches.map((match) => match.load())
      return new Map(documents.map((document) => [documentName(root, document.path), document]))
    },
  }
}

function parentPath({ root }: Access, parent: unknown): Path {
  return parent === root ? [] : documentPath(root, parent)
}

function isInside({ parent, group }: Query, path: Path): boolean {
  return path.slice(0, -1).join('/') === [...parent, group].join('/')
}
