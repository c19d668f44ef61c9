// Seeded random commits and queries over few documents and few values, so that they collide.
import type { IndexFile, IndexFileField } from './indexes.ts'
import { int, name, orderBy, text, where } from './test-client.ts'

export type Random = () => number

export const TIMES = {
  stale: '2020-01-01T00:00:00Z',
  all: ['2021-03-04T05:06:07.123456Z', '1999-12-31T23:59:59Z'],
}
const PATHS = ['c/a', 'c/b', 'c/c', 'c/d', 'c/e', 'c/a/s/x', 'c/b/s/x', 'c/a/s/y']
const FIELDS = ['a', 'b', 'l', 'm.x']
const RANGES = ['LESS_THAN', 'LESS_THAN_OR_EQUAL', 'GREATER_THAN', 'GREATER_THAN_OR_EQUAL']
const DIRECTIONS = ['ASCENDING', 'DESCENDING'] as const

const pick = <T>(random: Random, from: readonly T[]) =>
  from[Math.floor(random() * from.length)] as T
const times = <T>(random: Random, most: number, make: () => T) =>
  Array.from({ length: 1 + Math.floor(random() * most) }, make)

/** No -0: the emulator turns it into 0. */
const SCALARS = [
  ...[-1, 0, 1, 2].map(int),
  int('9007199254740993'),
  ...[0.5, 1, 2, 9007199254740992, 'NaN', 'Infinity'].map((doubleValue) => ({ doubleValue })),
  ...['', 'a', 'b', 'é'].map(text),
  { booleanValue: true },
  { nullValue: null },
  ...TIMES.all.map((timestampValue) => ({ timestampValue })),
  { bytesValue: 'aGk=' },
  { referenceValue: name('c/a') },
  { geoPointValue: { latitude: 1, longitude: -2.5 } },
]

const randomArray = (random: Random) => ({
  arrayValue: { values: times(random, 3, () => pick(random, SCALARS)) },
})

/** Mostly numbers, so that filters and sums find something. */
function randomValue(random: Random): object {
  const kind = random()
  if (kind < 0.5) return pick(random, SCALARS.slice(0, 8))
  return kind < 0.9 ? pick(random, SCALARS) : randomArray(random)
}

function randomFields(random: Random): object {
  const fields: Record<string, object> = {}
  for (const field of ['a', 'b']) if (random() < 0.8) fields[field] = randomValue(random)
  if (random() < 0.5) fields.l = randomArray(random)
  if (random() < 0.5) fields.m = { mapValue: { fields: { x: randomValue(random) } } }
  return fields
}

/** Mostly none: every guard in a commit makes it likelier to fail. */
function randomGuard(random: Random, path: string): object {
  const kind = random()
  if (kind < 0.6) return {}
  if (kind < 0.7) return { currentDocument: { exists: false } }
  if (kind < 0.8) return { currentDocument: { exists: true } }
  return { currentDocument: { updateTime: kind < 0.97 ? path : 'stale' } }
}

function randomTransform(random: Random): object {
  const number = pick(random, SCALARS.slice(0, 8))
  const values = times(random, 2, () => pick(random, SCALARS))
  const operation = pick(random, [
    { increment: number },
    { maximum: number },
    { minimum: number },
    { appendMissingElements: { values } },
    { removeAllFromArray: { values } },
    { setToServerValue: 'REQUEST_TIME' },
  ])
  return { fieldPath: pick(random, FIELDS), ...operation }
}

function randomWrite(random: Random): object {
  const path = pick(random, PATHS)
  const guard = randomGuard(random, path)
  const kind = random()
  if (kind < 0.12) return { delete: name(path), ...guard }
  if (kind < 0.2) return { verify: name(path), currentDocument: { exists: true }, ...guard }
  const updateTransforms = random() < 0.3 ? [randomTransform(random)] : []
  const document = { name: name(path), fields: randomFields(random) }
  if (kind < 0.5) return { update: document, updateTransforms, ...guard }
  const fieldPaths = random() < 0.4 ? [] : times(random, 2, () => pick(random, FIELDS))
  return { update: document, updateMask: { fieldPaths }, updateTransforms, ...guard }
}

/** `paths` are those whose update times stand in guards. */
export function randomWrites(random: Random): { writes: object[]; paths: string[] } {
  const writes = times(random, 3, () => randomWrite(random))
  const text = JSON.stringify(writes)
  return { writes, paths: PATHS.filter((path) => text.includes(`"updateTime":"${path}"`)) }
}

function randomFilter(random: Random, inside: string): object {
  const path = pick(random, FIELDS)
  const kind = random()
  if (kind < 0.3) return where(path, 'EQUAL', randomValue(random))
  if (kind < 0.45) return where(path, 'IN', randomArray(random))
  if (kind < 0.6) return where('l', 'ARRAY_CONTAINS', pick(random, SCALARS))
  if (kind < 0.95) return where(path, pick(random, RANGES), randomValue(random))
  // Names outside the collection are refused here, and compared by path in the emulator.
  return where('__name__', pick(random, RANGES), { referenceValue: name(inside) })
}

function randomWhere(random: Random, inside: string): { where?: object } {
  const kind = random()
  if (kind < 0.2) return {}
  if (kind < 0.6) return { where: randomFilter(random, inside) }
  const filters = [randomFilter(random, inside), randomFilter(random, inside)]
  return { where: { compositeFilter: { op: 'AND', filters } } }
}

const ORDERS = [...FIELDS, ...FIELDS].map((field) => [field])
ORDERS.push(['a', 'b'], ['b', 'a'], ['a', '__name__'], ['__name__'])

function randomOrder(
  random: Random,
  inside: string,
): { orderBy?: object[]; startAt?: object; endAt?: object } {
  if (random() < 0.4) return {}
  const fields = pick(random, ORDERS)
  const order = fields.map((field) => orderBy(field, pick(random, DIRECTIONS)))
  const valueFor = (field: string) =>
    field === '__name__' ? { referenceValue: name(inside) } : randomValue(random)
  const cursor = () => ({
    values: fields.slice(0, Math.floor(random() * 3)).map(valueFor),
    before: random() < 0.5,
  })
  return {
    orderBy: order,
    ...(random() < 0.3 && { startAt: cursor() }),
    ...(random() < 0.2 && { endAt: cursor() }),
  }
}

export function randomQuery(random: Random): { parent: string; structuredQuery: object } {
  const isBelow = random() < 0.15
  const inside = isBelow ? 'c/a/s/x' : 'c/b'
  const isGroup = !isBelow && random() < 0.15
  const from = [{ collectionId: isBelow || isGroup ? 's' : 'c', allDescendants: isGroup }]
  const structuredQuery = {
    from,
    ...randomWhere(random, inside),
    ...randomOrder(random, inside),
    ...(random() < 0.3 && { limit: Math.floor(random() * 4) }),
    ...(random() < 0.2 && { offset: Math.floor(random() * 3) }),
    ...(random() < 0.1 && { select: { fields: [{ fieldPath: 'a' }, { fieldPath: 'm.x' }] } }),
  }
  return { parent: isBelow ? '/c/a' : '', structuredQuery }
}

export function randomAggregation(random: Random): object {
  const field = { fieldPath: pick(random, ['a', 'b']) }
  const kinds = [{ count: {} }, { sum: { field } }, { avg: { field } }]
  const filter = random() < 0.5 ? {} : { where: where('a', 'EQUAL', int(1)) }
  return {
    structuredQuery: { from: [{ collectionId: 'c' }], ...filter },
    aggregations: kinds.filter(() => random() < 0.7).concat({ count: {} }),
  }
}

/** Every pair and triple of fields in every direction: what the random queries can ask for. */
function workloadIndexes(): IndexFile {
  const fields = FIELDS.flatMap((fieldPath): IndexFileField[] => [
    ...DIRECTIONS.map((order) => ({ fieldPath, order })),
    ...(fieldPath === 'l' ? [{ fieldPath, arrayConfig: 'CONTAINS' as const }] : []),
  ])
  const longer = (before: IndexFileField[]) =>
    fields.filter((field) =>
      before.every(({ fieldPath, arrayConfig }) =>
        fieldPath === field.fieldPath ? arrayConfig !== field.arrayConfig : true,
      ),
    )
  const pairs = fields.flatMap((first) => longer([first]).map((second) => [first, second]))
  const triples = pairs.flatMap((pair) => longer(pair).map((third) => [...pair, third]))
  const groups = ['c', 's'].flatMap((collectionGroup) =>
    (['COLLECTION', 'COLLECTION_GROUP'] as const).map((queryScope) => ({
      collectionGroup,
      queryScope,
    })),
  )
  const scoped = groups.slice(0, 1).concat(groups.slice(2))
  return {
    indexes: scoped.flatMap((group) =>
      [...pairs, ...triples].map((list) => ({ ...group, fields: list })),
    ),
    fieldOverrides: FIELDS.map((fieldPath) => ({
      ...{ collectionGroup: 's', fieldPath },
      indexes: (['COLLECTION', 'COLLECTION_GROUP'] as const).flatMap((queryScope) => [
        ...DIRECTIONS.map((order) => ({ order, queryScope })),
        { arrayConfig: 'CONTAINS' as const, queryScope },
      ]),
    })),
  }
}

export const WORKLOAD_INDEXES = workloadIndexes()
