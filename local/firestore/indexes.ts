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
  /** Identifies the index in the database file; begins with its collection. */
  spec: string
  /** Without `__name__`, whose direction is `nameDirection`. */
  fields: IndexField[]
  nameDirection: Direction
}

const CACHED_MAX = 10_000

export interface IndexEntry {
  index: Index
  key: Buffer
}

const AUTOMATIC: readonly Mode[] = ['ASCENDING', 'DESCENDING', 'CONTAINS']

/** Documents by name alone, which every query without fields reads. */
export const nameIndex = (group: string): Index => ({
  spec: group,
  fields: [],
  nameDirection: 'ASCENDING',
})

/** Stored form of an automatic index: DESCENDING shares the entries of ASCENDING. */
export function singleFieldIndex(group: string, field: IndexField): Index {
  const mode: Mode = field.mode === 'CONTAINS' ? 'CONTAINS' : 'ASCENDING'
  const spec = `${group}/${pathText(field.path)} ${mode}`
  return { spec, fields: [{ path: field.path, mode }], nameDirection: 'ASCENDING' }
}

/** Of collections only: what serves a collection group serves nothing here. */
export class IndexCatalogue {
  readonly #composites = new Map<string, Index[]>()
  readonly #stored = new Map<string, readonly Index[]>()
  readonly #overrides = new Map<string, Mode[]>()

  constructor(file: IndexFile) {
    for (const definition of file.indexes) {
      if (definition.queryScope === 'COLLECTION_GROUP') continue
      const list = this.#composites.get(definition.collectionGroup) ?? []
      list.push(compositeIndex(definition))
      this.#composites.set(definition.collectionGroup, list)
    }
    for (const override of file.fieldOverrides) {
      if (!override.indexes) continue
      const path = override.fieldPath === '*' ? '*' : pathText(parseFieldPath(override.fieldPath))
      const own = override.indexes.filter(({ queryScope }) => queryScope !== 'COLLECTION_GROUP')
      const modes = own.map(({ order, arrayConfig }): Mode => order ?? arrayConfig ?? 'ASCENDING')
      this.#overrides.set(`${override.collectionGroup}/${path}`, modes)
    }
  }

  composites(group: string): readonly Index[] {
    return this.#composites.get(group) ?? []
  }

  /** The nearest override counts: the field's own, an enclosing map's, then the group's `*`. */
  singleField(group: string, path: FieldPath): readonly Mode[] {
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
    addEntries(result, nameIndex(group), path, fields)
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

  /** As counted for the limit: ascending and descending are two. */
  entryCount(path: Path, fields: Fields): number {
    const group = path.at(-2) as string
    const entries: IndexEntry[] = []
    for (const index of this.composites(group)) addEntries(entries, index, path, fields)
    let count = entries.length
    for (const [fieldPath, value] of leaves(fields, [])) {
      for (const mode of this.singleField(group, fieldPath)) {
        count += fieldKeys({ path: fieldPath, mode }, value).length
      }
    }
    return count
  }

  #automaticOf(group: string, path: FieldPath): readonly Index[] {
    return this.#cached(`${group}/${path.join('\0')}`, () => {
      const all = this.singleField(group, path).map((mode) =>
        singleFieldIndex(group, { path, mode }),
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
  const parts = fields.map(({ path, mode }) => `${pathText(path)} ${mode}`)
  const spec = `${definition.collectionGroup}/${parts.join(',')},${nameDirection}`
  return { spec, fields, nameDirection }
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
  const name = encodeId(path.at(-1) as string)
  const isDescending = index.nameDirection === 'DESCENDING'
  return [collectionKey(path.slice(0, -1)), ...fieldParts, isDescending ? invert(name) : name]
}

/** Entries of one collection stand together. */
export const collectionKey = (collection: Path): Buffer => encodePath(collection.slice(0, -1))
