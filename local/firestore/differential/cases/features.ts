// What the product does not use: the embedded server says so and names it.
import { int, name, text, where } from '../../test-client.ts'
import { aggregate, list, query, rest, STALE, type Step, set, type Topic, unary } from '../case.ts'

const from = [{ collectionId: 'c' }]
const find = (filter: object): Step => query({ from, where: filter })
const one = where('n', 'EQUAL', int(1))
const two = where('n', 'EQUAL', int(2))
const group = { from: [{ collectionId: 'c', allDescendants: true }] }

export const features: Topic = {
  topic: 'features',
  given: [set('c/a', { n: int(1) }), set('c/b', { n: int(2), t: text('x') })],
  cases: {
    beginTransaction: rest('POST :beginTransaction', {}),
    rollback: rest('POST :rollback', { transaction: 'AAAA' }),
    'commit of a transaction': rest('POST :commit', { writes: [], transaction: 'AAAA' }),
    'batchGet in a transaction': rest('POST :batchGet', {
      documents: [name('c/a')],
      transaction: 'AAAA',
    }),
    'query in a transaction': rest('POST :runQuery', {
      structuredQuery: { from },
      transaction: 'AAAA',
    }),
    batchWrite: rest('POST :batchWrite', { writes: [] }),
    listCollectionIds: rest('POST :listCollectionIds', {}),
    partitionQuery: rest('POST :partitionQuery', { structuredQuery: group }),
    'listDocuments with missing ones': rest('GET /c?showMissing=true'),
    'collection group': query(group),
    'collection group with a filter': query({ ...group, where: one }),
    'collection group below a document': query(group, '/c/a'),
    'collection group, counted': aggregate(group, { count: {} }),
    'all collections': query({ from: [{ allDescendants: true }] }),
    'not equal': find(where('n', 'NOT_EQUAL', int(1))),
    'not in': find(where('n', 'NOT_IN', list(int(1)))),
    'array contains any': find(where('n', 'ARRAY_CONTAINS_ANY', list(int(1)))),
    'not null': find(unary('t', 'IS_NOT_NULL')),
    'not NaN': find(unary('n', 'IS_NOT_NAN')),
    or: find({ compositeFilter: { op: 'OR', filters: [one, two] } }),
    'nearest neighbours': query({
      from,
      findNearest: {
        vectorField: { fieldPath: 'v' },
        queryVector: list(int(1)),
        distanceMeasure: 'EUCLIDEAN',
        limit: 1,
      },
    }),
    explain: rest('POST :runQuery', { structuredQuery: { from }, explainOptions: {} }),
    'explain an aggregation': rest('POST :runAggregationQuery', {
      structuredAggregationQuery: { structuredQuery: { from }, aggregations: [{ count: {} }] },
      explainOptions: {},
    }),
    'a time of the past: batchGet': rest('POST :batchGet', {
      documents: [name('c/a')],
      readTime: STALE,
    }),
    'a time of the past: query': rest('POST :runQuery', {
      structuredQuery: { from },
      readTime: STALE,
    }),
    'a time of the past: get': rest(`GET /c/a?readTime=${STALE}`),
    'a time of the past: list': rest(`GET /c?readTime=${STALE}`),
    pipelines: rest('POST /v1/projects/demo/databases/(default)/documents:executePipeline', {}),
  },
}
