// Seeded random requests over few documents and few values, so that they collide.
import { int, name, orderBy, text, where } from '../test-client.ts'
import {
  aggregate,
  batchGet,
  commit,
  exists,
  query,
  rest,
  STALE,
  type Step,
  timeOf,
} from './case.ts'

type Random = () => number

const TIMES = ['2021-03-04T05:06:07.123456Z', '1999-12-31T23:59:59Z']
/** What the paths below lie in. */
export const COLLECTIONS = ['c', 'c/a/s', 'c/b/s']
const PATHS = [...Array.from('abcdefghij', (id) => `c/${id}`), 'c/a/s/x', 'c/b/s/x', 'c/a/s/y']
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
  ...TIMES.map((timestampValue) => ({ timestampValue })),
  { bytesValue: 'aGk=' },
  { referenceValue: name('c/a') },
  { geoPointValue: { latitude: 1, longitude: -2.5 } },
]

/** Few bits: in which order the emulator adds, and so how it rounds, is not always the same. */
const SUMMED = [
  ...[-1, 0, 1, 2].map(int),
  ...[0.5, 1, 2, 'NaN', 'Infinity'].map((doubleValue) => ({ doubleValue })),
  ...[text('1'), { nullValue: null }],
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
  if (random() < 0.7) fields.s = pick(random, SUMMED)
  if (random() < 0.5) fields.m = { mapValue: { fields: { x: randomValue(random) } } }
  return fields
}

/** Mostly none: every guard in a commit makes it likelier to fail. */
function randomGuard(random: Random, path: string): { currentDocument?: object } {
  const kind = random()
  if (kind < 0.6) return {}
  if (kind < 0.7) return { currentDocument: { exists: false } }
  if (kind < 0.8) return { currentDocument: { exists: true } }
  return { currentDocument: { updateTime: kind < 0.97 ? timeOf(path) : STALE } }
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
  if (kind < 0.2) return { verify: name(path), ...verifiable(guard) }
  const updateTransforms = random() < 0.3 ? [randomTransform(random)] : []
  const document = { name: name(path), fields: randomFields(random) }
  if (kind < 0.5) return { update: document, updateTransforms, ...guard }
  const fieldPaths = random() < 0.4 ? [] : times(random, 2, () => pick(random, FIELDS))
  return { update: document, updateMask: { fieldPaths }, updateTransforms, ...guard }
}

/** That a document is missing is not verified: the answers to it differ, see `explained/`. */
function verifiable(guard: { currentDocument?: { exists?: boolean } }): object {
  const { currentDocument } = guard
  return currentDocument?.exists === undefined && currentDocument ? guard : exists(true)
}

const randomCommit = (random: Random): Step =>
  commit(...times(random, 3, () => randomWrite(random)))

function randomFilter(random: Random, inside: string): object {
  const path = pick(random, FIELDS)
  const kind = random()
  if (kind < 0.3) return where(path, 'EQUAL', randomValue(random))
  if (kind < 0.45) return where(path, 'IN', randomArray(random))
  if (kind < 0.6) return where('l', 'ARRAY_CONTAINS', pick(random, SCALARS))
  if (kind < 0.95) return where(path, pick(random, RANGES), randomValue(random))
  const referenceValue = name(pick(random, [inside, inside, ...PATHS, 'b/z']))
  return where('__name__', pick(random, RANGES), { referenceValue })
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
    field === '__name__'
      ? { referenceValue: name(pick(random, [inside, ...PATHS])) }
      : randomValue(random)
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

function randomQuery(random: Random): Step {
  const isBelow = random() < 0.15
  const inside = isBelow ? 'c/a/s/x' : 'c/b'
  const structuredQuery = {
    from: [{ collectionId: isBelow ? 's' : 'c' }],
    ...randomWhere(random, inside),
    ...randomOrder(random, inside),
    ...(random() < 0.3 && { limit: Math.floor(random() * 4) }),
    ...(random() < 0.2 && { offset: Math.floor(random() * 3) }),
    ...(random() < 0.1 && { select: { fields: [{ fieldPath: 'a' }, { fieldPath: 'm.x' }] } }),
  }
  return query(structuredQuery, isBelow ? '/c/a' : '')
}

function randomAggregation(random: Random): Step {
  const field = { fieldPath: 's' }
  const kinds = [{ count: {} }, { sum: { field } }, { avg: { field } }]
  const filter = random() < 0.5 ? {} : { where: where('a', 'EQUAL', int(1)) }
  const structuredQuery = { from: [{ collectionId: 'c' }], ...filter }
  return aggregate(
    structuredQuery,
    ...kinds.filter(() => random() < 0.7),
    random() < 0.3 ? { count: { upTo: '2' } } : { count: {} },
  )
}

function randomRead(random: Random): Step {
  const kind = random()
  if (kind < 0.3) return rest(`GET /${pick(random, PATHS)}`)
  if (kind < 0.5) return rest(`GET /${pick(random, COLLECTIONS)}`)
  const mask = random() < 0.5 ? {} : { mask: { fieldPaths: [pick(random, FIELDS)] } }
  return batchGet(
    times(random, 4, () => pick(random, PATHS)),
    mask,
  )
}

function randomDocumentCall(random: Random): Step {
  const path = pick(random, PATHS)
  const fields = randomFields(random)
  const kind = random()
  const guard = pick(random, ['', '', '?currentDocument.exists=true'])
  if (kind < 0.4) return rest(`PATCH /${path}${guard}`, { fields })
  if (kind < 0.6) return rest(`DELETE /${path}${guard}`)
  const [id = '', ...above] = path.split('/').reverse()
  return rest(`POST /${above.reverse().join('/')}?documentId=${id}`, { fields })
}

export function randomStep(random: Random): Step {
  const kind = random()
  if (kind < 0.35) return randomCommit(random)
  if (kind < 0.8) return randomQuery(random)
  if (kind < 0.9) return randomAggregation(random)
  return kind < 0.95 ? randomRead(random) : randomDocumentCall(random)
}
