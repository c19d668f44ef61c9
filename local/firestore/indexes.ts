// Which indexes exist (automatic, exempted, composite), and the entries a document has in them.
import { type FieldPath, parseFieldPath, pathText, valueAt } from './field-paths.ts'
import { encodeId, encodePath, encodeValue, invert } from './keys.ts'
import type { Path } from './names.ts'
import type { Fields, Value } from './values.ts'

export type QueryScope = 'COLLECTION' | 'COLLECTION_GROUP'
export type Direction = 'ASCENDING' | 'DESCENDING'

export interface IndexFileField {
  fieldPath: string
  order?: Direction
  arrayConfig?: 'CONTAINS'
}

export interface CompositeIndex {
  collectionGroup: string
  queryScope: QueryScope
  fields: IndexFileField[]
}

/** `indexes` replaces the automatic ones of the field; `[]` exempts it. */
export interface FieldOverride {
  collectionGroup: string
  fieldPath: string
  /** Accepted and not acted on: nothing expires in the local Firestore. */
  ttl?: boolean
  indexes?: { order?: Direction; arrayConfig?: 'CONTAINS'; queryScope?: QueryScope }[]
}

/** firestore.indexes.json */
export interface IndexFile {
  indexes: CompositeIndex[]
  fieldOverrides: FieldOverride[]
}

export type Mode = Direction | 'CONTAINS'
export interface IndexField {
  path: FieldPath
  mode: Mode
}

/** One stored index. Automatic ones are stored ascending and also read backwards. */
export interface Index {
  /** Identifies the index in the database file. */
  spec: string
  scope: QueryScope
  /** Without `__name__`, whose direction is `nameDirection`. */
  fields: IndexField[]
  nameDirection: Direction
}

const CACHED_MAX = 10_000
const SCOPES: readonly QueryScope[] = ['COLLECTION', 'COLLECTION_GROUP']

export interface IndexEntry {
  index: Index
  key: Buffer
}

const AUTOMATIC: readonly { mode: Mode; scope: QueryScope }[] = [
  { mode: 'ASCENDING', scope: 'COLLECTION' },
  { mode: 'DESCENDING', scope: 'COLLECTION' },
  { mode: 'CONTAINS', scope: 'COLLECTION' },
]

/** Documents by name alone, which every query without fields reads. */
export const nameIndex = (scope: QueryScope, group: string): Index => ({
  spec: `${scope}/${group}`,
  scope,
  fields: [],
  nameDirection: 'ASCENDING',
})

/** Stored form of an automatic index: DESCENDING shares the entries of ASCENDING. */
export function singleFieldIndex(scope: QueryScope, group: string, field: IndexField): Index {
  const mode: Mode = field.mode === 'CONTAINS' ? 'CONTAINS' : 'ASCENDING'
  const spec = `${scope}/${group}/${pathText(field.path)} ${mode}`
  return { spec, scope, fields: [{ path: field.path, mode }], nameDirection: 'ASCENDING' }
}

export class IndexCatalogue {
  readonly #composites = new Map<string, Index[]>()
  readonly #stored = new Map<string, readonly Index[]>()
  readonly #overrides = new Map<string, { mode: Mode; scope: QueryScope }[]>()

  constructor(file: IndexFile) {
    for (const definition of file.indexes) {
      const list = this.#composites.get(definition.collectionGroup) ?? []
      list.push(compositeIndex(definition))
      this.#composites.set(definition.collectionGroup, list)
    }
    for (const override of file.fieldOverrides) {
      if (!override.indexes) continue
      const path = override.fieldPath === '*' ? '*' : pathText(parseFieldPath(override.fieldPath))
      const modes = override.indexes.map(({ order, arrayConfig, queryScope }) => ({
        mode: order ?? arrayConfig ?? 'ASCENDING',
        scope: queryScope ?? 'COLLECTION',
      }))
      this.#overrides.set(`${override.collectionGroup}/${path}`, modes)
    }
  }

  composites(group: string): readonly Index[] {
    return this.#composites.get(group) ?? []
  }

  /** The nearest override counts: the field's own, an enclosing map's, then the group's `*`. */
  singleField(group: string, path: FieldPath): readonly { mode: Mode; scope: QueryScope }[] {
    for (let length = path.length; length > 0; length--) {
      const own = this.#overrides.get(`${group}/${pathText(path.slice(0, length))}`)
      if (own) return own
    }
    return this.#overrides.get(`${group}/*`) ?? AUTOMATIC
  }

  /** Every (index, key without the index's number) of one document. */
  entries(path: Path, fields: Fields): IndexEntry[] {
    const group = path.at(-2) as string
    const result: IndexEntry[] = []
    for (const index of this.#namesOf(group)) addEntries(result, index, path, fields)
    for (const [fieldPath, value] of leaves(fields, [])) {
      for (const index of this.#automaticOf(group, fieldPath)) {
        for (const part of fieldKeys(index.fields[0] as IndexField, value)) {
          result.push({ index, key: Buffer.concat(keyParts(index, path, [part])) })
        }
      }
    }
    for (const index of this.composites(group)) addEntries(result, index, path, fields)
    return result
  }

  #namesOf(group: string): readonly Index[] {
    return this.#cached(group, () => SCOPES.map((scope) => nameIndex(scope, group)))
  }

  #automaticOf(group: string, path: FieldPath): readonly Index[] {
    return this.#cached(`${group}/${path.join('\0')}`, () => {
      const all = this.singleField(group, path).map(({ mode, scope }) =>
        singleFieldIndex(scope, group, { path, mode }),
      )
      return [...new Map(all.map((index) => [index.spec, index])).values()]
    })
  }

  /** Writes ask for the same few fields again and again; maps keyed by ids bring ever new ones. */
  #cached(key: string, make: () => readonly Index[]): readonly Index[] {
    const known = this.#stored.get(key)
    if (known) return known
    const made = make()
    if (this.#stored.size >= CACHED_MAX) this.#stored.clear()
    this.#stored.set(key, made)
    return made
  }
}

function compositeIndex(definition: CompositeIndex): Index {
  const all = definition.fields.map(({ fieldPath, order, arrayConfig }) => ({
    path: parseFieldPath(fieldPath),
    mode: order ?? arrayConfig ?? ('ASCENDING' as const),
  }))
  const named = all.find(({ path }) => path[0] === '__name__')
  const lastOrdered = all.findLast(({ mode }) => mode !== 'CONTAINS')
  const nameDirection = (named ?? lastOrdered)?.mode === 'DESCENDING' ? 'DESCENDING' : 'ASCENDING'
  const fields = all.filter((field) => field !== named)
  const { collectionGroup, queryScope } = definition
  const parts = fields.map(({ path, mode }) => `${pathText(path)} ${mode}`)
  const spec = `${queryScope}/${collectionGroup}/${parts.join(',')},${nameDirection}`
  return { spec, scope: queryScope, fields, nameDirection }
}

/** Every field and every field inside maps; a map is a value of its own as well. */
function* leaves(fields: Fields, above: FieldPath): Generator<[FieldPath, Value]> {
  for (const [name, value] of Object.entries(fields)) {
    const path = [...above, name]
    yield [path, value]
    if ('mapValue' in value) yield* leaves(value.mapValue.fields ?? {}, path)
  }
}

/** The entries of one document in this index. */
export function addEntries(result: IndexEntry[], index: Index, path: Path, fields: Fields): void {
  let combinations: Buffer[][] = [[]]
  for (const field of index.fields) {
    const value = valueAt(fields, field.path)
    const keys = value ? fieldKeys(field, value) : []
    combinations = combinations.flatMap((before) => keys.map((key) => [...before, key]))
  }
  for (const parts of combinations) {
    result.push({ index, key: Buffer.concat(keyParts(index, path, parts)) })
  }
}

/** A field's part of a key; for CONTAINS one per distinct element. */
function fieldKeys(field: IndexField, value: Value): Buffer[] {
  if (field.mode === 'ASCENDING') return [encodeValue(value)]
  if (field.mode === 'DESCENDING') return [invert(encodeValue(value))]
  if (!('arrayValue' in value)) return []
  const keys = (value.arrayValue.values ?? []).map((element) => encodeValue(element))
  return [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()]
}

function keyParts(index: Index, path: Path, fieldParts: Buffer[]): Buffer[] {
  return [scopePrefix(index.scope, path), ...fieldParts, nameKey(index, path)]
}

/** Entries of one collection stand together; those of a group don't care about the parent. */
export function scopePrefix(scope: QueryScope, documentPath: Path): Buffer {
  return scope === 'COLLECTION' ? encodePath(documentPath.slice(0, -2)) : Buffer.alloc(0)
}

function nameKey(index: Pick<Index, 'scope' | 'nameDirection'>, path: Path): Buffer {
  const key = index.scope === 'COLLECTION' ? encodeId(path.at(-1) as string) : encodePath(path)
  return index.nameDirection === 'DESCENDING' ? invert(key) : key
}
