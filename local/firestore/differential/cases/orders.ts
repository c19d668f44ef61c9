import { and, int, orderBy, text, where } from '../../test-client.ts'
import { double, list, map, query, reference, type Step, set, type Topic } from '../case.ts'
import { zoo } from './zoo.ts'

const DESC = 'DESCENDING'
const ASC = 'ASCENDING'
const from = [{ collectionId: 'z' }]
const rows = [{ collectionId: 'r' }]
const ROWS: [string, object][] = [
  ['a', { p: int(1), q: int(1), u: text('x') }],
  ['b', { p: int(1), q: int(2), u: text('x') }],
  ['c', { p: int(2), q: int(1), u: text('x') }],
  ['d', { p: int(2), u: text('x') }],
  ['e', { q: int(1), u: text('x') }],
  ['f', { p: double(1), q: int(1), u: text('y') }],
  ['g', { p: text('1'), q: int(3), u: text('x') }],
  ['h', { p: list(int(1)), m: map({ k: int(1) }) }],
  ['i', { m: map({ k: int(0) }) }],
  ['j', { m: int(1) }],
]
const ordered = (...fields: object[]): Step => query({ from: rows, orderBy: fields })
const INDEX = (...fields: [string, 'ASCENDING' | 'DESCENDING'][]) => ({
  collectionGroup: 'r',
  queryScope: 'COLLECTION' as const,
  fields: fields.map(([fieldPath, order]) => ({ fieldPath, order })),
})
const u = where('u', 'EQUAL', text('x'))
const above = where('p', 'GREATER_THAN_OR_EQUAL', int(1))

export const orders: Topic = {
  topic: 'orders',
  given: [...zoo('z'), ...ROWS.map(([id, fields]) => set(`r/${id}`, fields)), set('r/a/s/x', {})],
  indexes: [
    INDEX(['p', ASC], ['q', ASC]),
    INDEX(['p', ASC], ['q', DESC]),
    INDEX(['u', ASC], ['p', ASC]),
    INDEX(['u', ASC], ['p', DESC]),
    INDEX(['u', ASC], ['p', ASC], ['q', DESC]),
    INDEX(['u', ASC], ['q', ASC], ['p', ASC]),
    INDEX(['q', ASC], ['p', ASC]),
    INDEX(['q', DESC], ['p', DESC]),
    INDEX(['p', ASC], ['__name__', DESC]),
  ],
  cases: {
    'every kind of value, upwards': query({ from, orderBy: [orderBy('v')] }),
    'every kind of value, downwards': query({ from, orderBy: [orderBy('v', DESC)] }),
    'none is by name': query({ from }),
    'by name': ordered(orderBy('__name__')),
    'by name, downwards': ordered(orderBy('__name__', DESC)),
    'ties by name': ordered(orderBy('p')),
    'ties by name, downwards as the field': ordered(orderBy('p', DESC)),
    'ties by name, downwards against the field': ordered(orderBy('p'), orderBy('__name__', DESC)),
    'two fields leave out who lacks one': ordered(orderBy('p'), orderBy('q')),
    'two fields, mixed': ordered(orderBy('p'), orderBy('q', DESC)),
    'two fields, downwards': ordered(orderBy('q', DESC), orderBy('p', DESC)),
    'inside a map': ordered(orderBy('m.k')),
    'a map as a value': ordered(orderBy('m')),
    'a field nobody has': ordered(orderBy('none')),
    'without a direction': ordered({ field: { fieldPath: 'p' } }),
    'of unspecified direction': ordered(orderBy('p', 'DIRECTION_UNSPECIFIED')),
    'of unknown direction': ordered(orderBy('p', 'SIDEWAYS')),
    'the same field twice': ordered(orderBy('p'), orderBy('p')),
    'the same field twice, mixed': ordered(orderBy('p'), orderBy('p', DESC)),
    'the name first': ordered(orderBy('__name__'), orderBy('p')),
    'without a field': ordered({ direction: ASC }),
    'an odd path': ordered(orderBy('p q')),
    'an empty list': ordered(),
    'behind an equality': query({ from: rows, where: u, orderBy: [orderBy('p')] }),
    'behind an equality, downwards': query({ from: rows, where: u, orderBy: [orderBy('p', DESC)] }),
    'of the field of an equality': query({ from: rows, where: u, orderBy: [orderBy('u', DESC)] }),
    'of the field of an equality, then another': query({
      from: rows,
      where: u,
      orderBy: [orderBy('u'), orderBy('p')],
    }),
    'two behind an equality': query({
      from: rows,
      where: u,
      orderBy: [orderBy('p'), orderBy('q', DESC)],
    }),
    'implicit: the field of a range': query({ from: rows, where: above }),
    'implicit: downwards by the range': query({
      from: rows,
      where: above,
      orderBy: [orderBy('p', DESC)],
    }),
    'implicit: range behind an equality': query({ from: rows, where: and(u, above) }),
    'implicit: two ranges, by the name of the field': query({
      from: rows,
      where: and(where('q', 'GREATER_THAN', int(0)), above),
    }),
    'implicit: another order first': query({ from: rows, where: above, orderBy: [orderBy('q')] }),
    'implicit: another order first, downwards': query({
      from: rows,
      where: above,
      orderBy: [orderBy('q', DESC)],
    }),
    'implicit: behind the name': query({
      from: rows,
      where: above,
      orderBy: [orderBy('__name__')],
    }),
    'implicit: equality leaves the name': query({ from: rows, where: u }),
    'implicit: range of names': query({
      from: rows,
      where: where('__name__', 'GREATER_THAN', reference('r/c')),
    }),
    'implicit: range of names, downwards': query({
      from: rows,
      where: where('__name__', 'GREATER_THAN', reference('r/c')),
      orderBy: [orderBy('__name__', DESC)],
    }),
    'of alternatives': query({
      from: rows,
      where: where('u', 'IN', list(text('y'), text('x'))),
      orderBy: [orderBy('p', DESC)],
    }),
    'of alternatives, implicit': query({
      from: rows,
      where: where('p', 'IN', list(text('1'), int(2), int(1))),
    }),
    'of alternatives by themselves': query({
      from: rows,
      where: where('p', 'IN', list(text('1'), int(2), int(1))),
      orderBy: [orderBy('p')],
    }),
  },
}
