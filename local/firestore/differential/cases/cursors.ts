import { and, int, orderBy, text, where } from '../../test-client.ts'
import { double, list, nil, query, reference, type Step, set, type Topic } from '../case.ts'
import { zoo } from './zoo.ts'

const DESC = 'DESCENDING' as const
const ASC = 'ASCENDING' as const
const from = [{ collectionId: 'r' }]
const RANKS: [string, number, number][] = [
  ['a', 1, 1],
  ['b', 1, 2],
  ['c', 2, 1],
  ['d', 2, 2],
  ['e', 2, 3],
  ['f', 3, 1],
]
const index = (...fields: [string, 'ASCENDING' | 'DESCENDING'][]) => ({
  collectionGroup: 'r',
  queryScope: 'COLLECTION' as const,
  fields: fields.map(([fieldPath, order]) => ({ fieldPath, order })),
})
const cut = (before: boolean, ...values: object[]) => ({ values, before })
const P = [orderBy('p')]
const PQ = [orderBy('p'), orderBy('q', DESC)]
const NAME = [orderBy('__name__')]
const page = (order: object[], more: object): Step => query({ from, orderBy: order, ...more })
const ofU = (more: object): Step =>
  query({ from, where: where('u', 'EQUAL', text('x')), orderBy: P, ...more })

/** Where `z` holds one of every kind of value. */
const zooPage = (before: boolean, value: object): Step =>
  query({
    from: [{ collectionId: 'z' }],
    orderBy: [orderBy('v')],
    startAt: cut(before, value),
    limit: 3,
  })

export const cursors: Topic = {
  topic: 'cursors',
  given: [
    ...zoo('z'),
    ...RANKS.map(([id, p, q]) => set(`r/${id}`, { p: int(p), q: int(q), u: text('x') })),
  ],
  indexes: [index(['p', ASC], ['q', DESC]), index(['u', ASC], ['p', ASC])],
  cases: {
    'start at': page(P, { startAt: cut(true, int(2)) }),
    'start after': page(P, { startAt: cut(false, int(2)) }),
    'end before': page(P, { endAt: cut(true, int(2)) }),
    'end at': page(P, { endAt: cut(false, int(2)) }),
    'start and end': page(P, { startAt: cut(false, int(1)), endAt: cut(false, int(2)) }),
    'start behind the end': page(P, { startAt: cut(true, int(3)), endAt: cut(false, int(1)) }),
    'start at a double': page(P, { startAt: cut(true, double(2)) }),
    'start between': page(P, { startAt: cut(true, double(1.5)) }),
    'start before everything': page(P, { startAt: cut(true, nil) }),
    'start behind everything': page(P, { startAt: cut(true, text('')) }),
    'two values': page(PQ, { startAt: cut(true, int(2), int(2)) }),
    'two values, after': page(PQ, { startAt: cut(false, int(2), int(2)) }),
    'two values, between': page(PQ, { startAt: cut(true, int(2), double(2.5)) }),
    'fewer values than orders': page(PQ, { startAt: cut(true, int(2)) }),
    'fewer values than orders, after': page(PQ, { startAt: cut(false, int(1)) }),
    'fewer values than orders, end': page(PQ, { endAt: cut(true, int(3)) }),
    'the name with a field': page([...P, orderBy('__name__')], {
      startAt: cut(false, int(2), reference('r/c')),
    }),
    'the name behind a field, not asked for': page(P, {
      startAt: cut(false, int(2), reference('r/c')),
    }),
    'by name': page(NAME, { startAt: cut(false, reference('r/c')) }),
    'by name, a missing one': page(NAME, { startAt: cut(true, reference('r/bb')) }),
    'by name, end': page(NAME, { endAt: cut(false, reference('r/c')) }),
    'by name, elsewhere': page(NAME, { startAt: cut(true, reference('q/c')) }),
    'by name, a later collection': page(NAME, { startAt: cut(true, reference('rr/a')) }),
    'by name, one below': page(NAME, { startAt: cut(true, reference('r/c/s/x')) }),
    'by name, end below': page(NAME, { endAt: cut(false, reference('r/c/s/x')) }),
    'by name, text': page(NAME, { startAt: cut(true, text('c')) }),
    'too many values': page(P, { startAt: cut(true, int(1), int(2), int(3)) }),
    'no values': page(P, { startAt: { before: true } }),
    'no values, after': page(P, { startAt: { before: false } }),
    'an empty cursor': page(P, { startAt: {} }),
    'a cursor of null': page(P, { startAt: null }),
    'values that are no list': page(P, { startAt: { values: int(1), before: true } }),
    'without an order': query({ from, startAt: cut(true, int(1)) }),
    'without an order, by name': query({ from, startAt: cut(true, reference('r/c')) }),
    'downwards, start at': page([orderBy('p', DESC)], { startAt: cut(true, int(2)) }),
    'downwards, start after': page([orderBy('p', DESC)], { startAt: cut(false, int(2)) }),
    'downwards, end before': page([orderBy('p', DESC)], { endAt: cut(true, int(2)) }),
    'with limit': page(P, { startAt: cut(false, int(1)), limit: 2 }),
    'with limit and offset': page(P, { startAt: cut(false, int(1)), limit: 2, offset: 1 }),
    'with a range': page(P, {
      where: where('p', 'LESS_THAN', int(3)),
      startAt: cut(true, int(2)),
    }),
    'outside of a range': page(P, {
      where: where('p', 'LESS_THAN', int(3)),
      startAt: cut(true, int(3)),
    }),
    'with ranges, implicit order': query({
      from,
      where: and(where('p', 'GREATER_THAN', int(1))),
      startAt: cut(true, int(2)),
    }),
    'behind an equality': ofU({ startAt: cut(false, int(1)) }),
    'behind an equality, end': ofU({ endAt: cut(true, int(2)) }),
    'of the field of an equality': query({
      from,
      where: where('u', 'EQUAL', text('x')),
      orderBy: [orderBy('u'), orderBy('p')],
      startAt: cut(false, text('x'), int(1)),
    }),
    'of the field of an equality, elsewhere': query({
      from,
      where: where('u', 'EQUAL', text('x')),
      orderBy: [orderBy('u'), orderBy('p')],
      startAt: cut(true, text('y')),
    }),
    'through alternatives': query({
      from,
      where: where('p', 'IN', list(int(3), int(1))),
      orderBy: P,
      startAt: cut(false, int(1)),
    }),
    'from null': zooPage(false, nil),
    'from NaN': zooPage(false, double('NaN')),
    'from the largest integer': zooPage(false, int('9223372036854775807')),
    'from 2^53 as a double': zooPage(true, double(9007199254740992)),
    'from empty text': zooPage(true, text('')),
    'from a reference': zooPage(false, reference('c/a')),
    'from an empty list': zooPage(true, list()),
    'limit: none': query({ from }),
    'limit: one': query({ from, limit: 1 }),
    'limit: more than there are': query({ from, limit: 100 }),
    'limit: zero': query({ from, limit: 0 }),
    'limit: negative': query({ from, limit: -1 }),
    'limit: as text': query({ from, limit: '2' }),
    'limit: a fraction': query({ from, limit: 1.5 }),
    'limit: true': query({ from, limit: true }),
    'limit: above int32': query({ from, limit: 4294967296 }),
    'limit: null': query({ from, limit: null }),
    'offset: one': query({ from, offset: 1 }),
    'offset: all': query({ from, offset: 6 }),
    'offset: more than there are': query({ from, offset: 100 }),
    'offset: with limit zero': query({ from, offset: 1, limit: 0 }),
    'offset: negative': query({ from, offset: -1 }),
    'offset: beyond, with limit': query({ from, offset: 5, limit: 4 }),
    'select: one field': query({ from, select: { fields: [{ fieldPath: 'q' }] } }),
    'select: the name': query({ from, select: { fields: [{ fieldPath: '__name__' }] } }),
    'select: a missing field': query({ from, select: { fields: [{ fieldPath: 'none' }] } }),
    'select: nothing named': query({ from, select: {}, limit: 1 }),
    'select: twice the same': query({
      from,
      select: { fields: [{ fieldPath: 'q' }, { fieldPath: 'q' }] },
    }),
    'select: malformed': query({ from, select: { fields: [{ fieldPath: 'q q' }] } }),
  },
}
