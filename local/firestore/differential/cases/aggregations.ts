import { int, orderBy, text, where } from '../../test-client.ts'
import { aggregate, double, list, reference, rest, type Step, set, type Topic } from '../case.ts'

const from = [{ collectionId: 'r' }]
const MAX = '9223372036854775807'
const ROWS: [string, object][] = [
  ['a', { n: int(1), g: text('x'), big: int(MAX), d: double(0.5) }],
  ['b', { n: int(2), g: text('x'), big: int(MAX), d: int(1) }],
  ['c', { n: double(2.5), g: text('y'), t: text('7') }],
  ['d', { n: text('3'), g: text('y'), d: double('NaN') }],
  ['e', { g: text('x') }],
]
const field = (fieldPath: string) => ({ field: { fieldPath } })
const count = { count: {} }
const sum = (path: string) => ({ sum: field(path) })
const avg = (path: string) => ({ avg: field(path) })
const x = { from, where: where('g', 'EQUAL', text('x')) }
const all = (...aggregations: object[]): Step => aggregate({ from }, ...aggregations)

export const aggregations: Topic = {
  topic: 'aggregations',
  given: ROWS.map(([id, fields]) => set(`r/${id}`, fields)),
  indexes: [
    {
      collectionGroup: 'r',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'g', order: 'ASCENDING' },
        { fieldPath: 'n', order: 'ASCENDING' },
      ],
    },
  ],
  cases: {
    count: all(count),
    'count of nothing': aggregate({ from: [{ collectionId: 'none' }] }, count),
    'count what a filter finds': aggregate(x, count),
    'count what an order has': aggregate({ from, orderBy: [orderBy('n')] }, count),
    'count up to two': all({ count: { upTo: '2' } }),
    'count up to ten': all({ count: { upTo: 10 } }),
    'count up to zero': all({ count: { upTo: 0 } }),
    'count up to less': all({ count: { upTo: -1 } }),
    'count within a limit': aggregate({ from, limit: 3 }, count),
    'count behind an offset': aggregate({ from, offset: 3 }, count),
    'count behind a cursor': aggregate(
      {
        from,
        orderBy: [orderBy('__name__')],
        startAt: { values: [reference('r/c')], before: true },
      },
      count,
    ),
    'count alternatives': aggregate(
      { from, where: where('g', 'IN', list(text('x'), text('y'))) },
      count,
    ),
    'count with a projection': aggregate({ from, select: { fields: [{ fieldPath: 'n' }] } }, count),
    'sum of integers and doubles': all(sum('n')),
    'sum of integers': aggregate(
      { from, where: where('n', 'LESS_THAN_OR_EQUAL', int(2)) },
      sum('n'),
    ),
    'sum of nothing': all(sum('none')),
    'sum of text': all(sum('t')),
    'sum of what a filter finds': aggregate(x, sum('n')),
    'sum beyond int64': all(sum('big')),
    'sum with NaN': all(sum('d')),
    'sum inside a list': all(sum('g.n')),
    average: all(avg('n')),
    'average of nothing': all(avg('none')),
    'average of text': all(avg('t')),
    'average beyond int64': all(avg('big')),
    'average with NaN': all(avg('d')),
    'all three': aggregate(
      x,
      { alias: 'c', ...count },
      { alias: 's', ...sum('n') },
      { ...avg('n') },
    ),
    aliases: all({ alias: 'how many', ...count }),
    'the same alias twice': all({ alias: 'a', ...count }, { alias: 'a', ...sum('n') }),
    'a reserved alias': all({ alias: '__a__', ...count }),
    'an alias of the default form': all(count, { alias: 'field_1', ...sum('n') }),
    none: all(),
    five: all(count, sum('n'), avg('n'), { count: { upTo: 1 } }, { alias: 'z', ...count }),
    six: all(count, count, count, count, count, count),
    'no operator': all({ alias: 'a' }),
    'two operators': all({ ...count, ...sum('n') }),
    'unknown operator': all({ median: field('n') }),
    'sum without a field': all({ sum: {} }),
    'sum of a malformed field': all(sum('n n')),
    'without a query': rest('POST :runAggregationQuery', {
      structuredAggregationQuery: { aggregations: [count] },
    }),
    'without anything': rest('POST :runAggregationQuery', {}),
  },
}
