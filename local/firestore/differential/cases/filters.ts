import { and, int, orderBy, text, where } from '../../test-client.ts'
import {
  bytes,
  double,
  list,
  map,
  nil,
  query,
  reference,
  type Step,
  type Topic,
  unary,
} from '../case.ts'
import { ZOO, zoo } from './zoo.ts'

const from = [{ collectionId: 'z' }]
const find = (filter: object): Step => query({ from, where: filter })
const v = (op: string, value: object) => find(where('v', op, value))
const RANGES = ['LESS_THAN', 'LESS_THAN_OR_EQUAL', 'GREATER_THAN', 'GREATER_THAN_OR_EQUAL']
const EDGES = ['null', 'nan', 'true', 'one', 'at53', 'largest', 'micros', 'lower', 'bytes']
const MORE_EDGES = ['document', 'here', 'listOfOne', 'mapOfA']

const equalities: Record<string, Step> = Object.fromEntries(
  Object.keys(ZOO).map((id) => [`equal to ${id}`, v('EQUAL', ZOO[id] as object)]),
)
const ranges: Record<string, Step> = Object.fromEntries(
  [...EDGES, ...MORE_EDGES].flatMap((id) =>
    RANGES.map((op) => [
      `${op.toLowerCase().replaceAll('_', ' ')} ${id}`,
      v(op, ZOO[id] as object),
    ]),
  ),
)
const numbers = Array.from({ length: 31 }, (_, nth) => int(nth))

export const filters: Topic = {
  topic: 'filters',
  given: zoo('z'),
  cases: {
    ...equalities,
    ...ranges,
    'in several': v('IN', list(int(1), text('a'), int(7))),
    'in one': v('IN', list(double(1))),
    'in with doubles of one number': v('IN', list(int(1), double(1), int(1))),
    'in with null and NaN': v('IN', list(nil, double('NaN'), int(0))),
    'in nothing but null': v('IN', list(nil)),
    'in an empty list': v('IN', list()),
    'in no list': v('IN', int(1)),
    'in thirty': v('IN', list(...numbers.slice(1))),
    'in thirty-one': v('IN', list(...numbers)),
    'in names': find(where('__name__', 'IN', list(reference('z/one'), reference('z/none')))),
    'in, downwards': query({
      from,
      where: where('v', 'IN', list(int(0), text('a'), double(0.5))),
      orderBy: [orderBy('v', 'DESCENDING')],
    }),
    'array contains a number': v('ARRAY_CONTAINS', double(1)),
    'array contains null': v('ARRAY_CONTAINS', nil),
    'array contains NaN': v('ARRAY_CONTAINS', double('NaN')),
    'array contains text': v('ARRAY_CONTAINS', text('a')),
    'array contains a map': v('ARRAY_CONTAINS', map({ a: int(1) })),
    'array contains a list': v('ARRAY_CONTAINS', list(int(1))),
    'array contains twice the same': find(
      and(where('v', 'ARRAY_CONTAINS', int(1)), where('v', 'ARRAY_CONTAINS', int(1))),
    ),
    'array contains two': find(
      and(where('v', 'ARRAY_CONTAINS', int(1)), where('v', 'ARRAY_CONTAINS', text('a'))),
    ),
    'is null': find(unary('v', 'IS_NULL')),
    'is NaN': find(unary('v', 'IS_NAN')),
    'is null of a missing field': find(unary('none', 'IS_NULL')),
    'unknown unary': find(unary('v', 'IS_ODD')),
    'of a missing field': find(where('none', 'EQUAL', int(1))),
    'of a field in a map': find(where('v.a', 'EQUAL', int(1))),
    'of a field in a map, range': find(where('v.b', 'LESS_THAN_OR_EQUAL', int(1))),
    'two equalities': find(and(where('v', 'EQUAL', int(1)), where('other', 'EQUAL', int(1)))),
    'two equalities of one field': find(
      and(where('v', 'EQUAL', int(1)), where('v', 'EQUAL', int(2))),
    ),
    'equality and range of one field': find(
      and(where('v', 'EQUAL', int(1)), where('v', 'GREATER_THAN', int(0))),
    ),
    'range on both sides': find(
      and(where('v', 'GREATER_THAN', int(0)), where('v', 'LESS_THAN', int(2))),
    ),
    'range that is empty': find(
      and(where('v', 'GREATER_THAN', int(2)), where('v', 'LESS_THAN', int(0))),
    ),
    'range across types': find(
      and(where('v', 'GREATER_THAN', int(0)), where('v', 'LESS_THAN', text('b'))),
    ),
    'name equal': find(where('__name__', 'EQUAL', reference('z/one'))),
    'name above': find(where('__name__', 'GREATER_THAN', reference('z/one'))),
    'name up to': find(where('__name__', 'LESS_THAN_OR_EQUAL', reference('z/below'))),
    'name equal to text': find(where('__name__', 'EQUAL', text('one'))),
    'name of a document elsewhere': find(where('__name__', 'EQUAL', reference('c/one'))),
    'name above one elsewhere': find(where('__name__', 'GREATER_THAN', reference('c/one'))),
    'name above one below': find(where('__name__', 'GREATER_THAN', reference('z/one/s/x'))),
    'name up to one in a later collection': find(
      where('__name__', 'LESS_THAN_OR_EQUAL', reference('zz/a')),
    ),
    'name below one in an earlier collection': find(
      where('__name__', 'LESS_THAN', reference('y/a')),
    ),
    'array contains in names': find(where('__name__', 'ARRAY_CONTAINS', reference('z/one'))),
    'text of 1,499 bytes': v('EQUAL', text('x'.repeat(1499))),
    'text of 1,500 bytes': v('EQUAL', text('x'.repeat(1500))),
    'text of 750 letters of two bytes': v('EQUAL', text('é'.repeat(750))),
    'bytes: 1,500': v('LESS_THAN', bytes(Buffer.alloc(1500).toString('base64'))),
    'bytes: 1,501': v('LESS_THAN', bytes(Buffer.alloc(1501).toString('base64'))),
    'a map of 1,500 bytes': v('EQUAL', map({ k: text('x'.repeat(1497)) })),
    'a map of 1,501 bytes': v('EQUAL', map({ k: text('x'.repeat(1498)) })),
    'a long one of several': v('IN', list(int(1), text('x'.repeat(1500)))),
    'long text in an array': v('ARRAY_CONTAINS', text('x'.repeat(1500))),
    'unknown operator': v('LIKE', text('a')),
    'no operator': find({ fieldFilter: { field: { fieldPath: 'v' }, value: int(1) } }),
    'no value': find({ fieldFilter: { field: { fieldPath: 'v' }, op: 'EQUAL' } }),
    'no field': find({ fieldFilter: { op: 'EQUAL', value: int(1) } }),
    'no filter': find({}),
    'two filters at once': find({ ...unary('v', 'IS_NULL'), ...where('v', 'EQUAL', int(1)) }),
    'and of nothing': find(and()),
    'and of one': find(and(where('v', 'EQUAL', int(1)))),
    'and inside and': find(
      and(and(where('v', 'GREATER_THAN', int(0))), where('v', 'LESS_THAN', int(2))),
    ),
    'neither and nor or': find({ compositeFilter: { filters: [where('v', 'EQUAL', int(1))] } }),
    'unknown junction': find({ compositeFilter: { op: 'XOR', filters: [] } }),
  },
}
