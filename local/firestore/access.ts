// What a caller may do: each call is taken apart into questions to the rules, and one "no" refuses
// all of it.
import { parseAggregationQuery } from './aggregate.ts'
import { type Caller, permissionDenied } from './callers.ts'
import type { Clock } from './clock.ts'
import type { Storage } from './database.ts'
import { encodeValue } from './keys.ts'
import { documentPath, type Path, type Root } from './names.ts'
import { parseQuery, type Query, type Term } from './query.ts'
import { ANY_ID, type Rules } from './rules.ts'
import type { Method } from './rules-parser.ts'
import { type Fields, isObject, type Json } from './values.ts'
import { parseWrite, type Write } from './writes.ts'

export interface Access {
  database: Storage
  rules: Rules
  clock: Clock
  root: Root
  caller: Caller
}

/** A call of the REST door, as far as the rules care. */
export interface Asked {
  call: string
  path: Path
  /** Parsed JSON; only looked at where a call has one. */
  body: unknown
  parameters: URLSearchParams
}

type Check = (access: Access, asked: Asked, body: Json) => void

const CHECKS: Record<string, Check> = {
  get: (access, { path }) => checkDocument(access, 'get', path),
  batchGet: (access, _, { documents }) => {
    for (const name of arrayOf(documents)) {
      checkDocument(access, 'get', documentPath(access.root, name))
    }
  },
  list: (access, { path }) => {
    const [parent, group] = [path.slice(0, -1), path.at(-1) as string]
    checkQuery(access, { parent, group, disjuncts: [[]] })
  },
  runQuery: (access, { path }, { structuredQuery }) => {
    refuseGroup(access, structuredQuery)
    checkQuery(access, parseQuery(path, structuredQuery))
  },
  runAggregationQuery: (access, { path }, { structuredAggregationQuery }) =>
    checkQuery(access, parseAggregationQuery(path, structuredAggregationQuery).query),
  commit: (access, _, { writes }) => {
    for (const write of arrayOf(writes)) checkWrite(access, parseWrite(access.root, write))
  },
  create: (access, { path, parameters }) =>
    ask(access, 'create', [...path, parameters.get('documentId') ?? ANY_ID], undefined),
  patch: (access, { path }) => checkWrite(access, { kind: 'update', path }),
  delete: (access, { path }) => checkWrite(access, { kind: 'delete', path }),
}

/** Throws PERMISSION_DENIED; calls that aren't there are refused by the door. */
export function checkCall(access: Access, asked: Asked): void {
  if (access.caller.isAdmin || !Object.hasOwn(CHECKS, asked.call)) return
  CHECKS[asked.call]?.(access, asked, isObject(asked.body) ? asked.body : {})
}

const arrayOf = (input: unknown): unknown[] => (Array.isArray(input) ? input : [])

/** On a document that isn't there a rule about its fields says no. */
export function checkDocument(access: Access, method: Method, path: Path): void {
  const stored = access.database.document(access.root, path)
  ask(access, method, path, stored && (JSON.parse(stored.body) as Fields))
}

/** No rule of the subset can open a collection wherever it lies. */
export function refuseGroup({ caller }: Access, query: unknown): void {
  if (caller.isAdmin) return
  const from = isObject(query) ? arrayOf(query.from) : []
  if (from.some((each) => isObject(each) && each.allDescendants === true)) throw permissionDenied()
}

/** Rules are no filters: the query itself must promise what they ask of each document. */
export function checkQuery(
  access: Access,
  { parent, group, disjuncts }: Pick<Query, 'parent' | 'group' | 'disjuncts'>,
): void {
  if (access.caller.isAdmin) return
  const path = [...parent, group, ANY_ID]
  const alternatives = disjuncts.length > 0 ? disjuncts : [[]]
  for (const terms of alternatives) ask(access, 'list', path, pinnedBy(terms))
}

/** A field pinned to two values, as no document has them, isn't known. */
function pinnedBy(terms: readonly Term[]): Fields {
  const pins = terms.filter(({ op, path }) => op === 'EQUAL' && path.length === 1)
  const isOnly = ({ path: [field], value }: Term) =>
    pins.every((pin) => pin.path[0] !== field || encodeValue(pin.value).equals(encodeValue(value)))
  return Object.fromEntries(pins.filter(isOnly).map(({ path, value }) => [path[0], value]))
}

function checkWrite(access: Access, { kind, path }: Pick<Write, 'kind' | 'path'>): void {
  const stored = access.database.document(access.root, path)
  const method = { verify: 'get', delete: 'delete', update: stored ? 'update' : 'create' } as const
  ask(access, method[kind], path, stored && (JSON.parse(stored.body) as Fields))
}

function ask(access: Access, method: Method, path: Path, fields: Fields | undefined): void {
  const { caller, clock, root, rules } = access
  if (caller.isAdmin) return
  const { uid, claims } = caller
  const nowMs = Number(clock.read() / 1000n)
  if (rules.allow({ method, root, path, uid, nowMs, claims, fields })) return
  throw permissionDenied()
}
