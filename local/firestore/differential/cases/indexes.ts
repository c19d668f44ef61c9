// What the real service refuses for want of an index; Google's emulator answers all of it.
import { and, int, orderBy, text, where } from '../../test-client.ts'
import { aggregate, list, query, reference, rest, type Step, set, type Topic } from '../case.ts'

const DESC = 'DESCENDING' as const
const ASC = 'ASCENDING' as const
const from = [{ collectionId: 'c' }]
const a1 = where('a', 'EQUAL', int(1))
const b1 = where('b', 'EQUAL', int(1))
const bAbove = where('b', 'GREATER_THAN', int(0))
const has = where('l', 'ARRAY_CONTAINS', int(1))
const find = (more: object): Step => query({ from, ...more })
const sum = (path: string) => ({ sum: { field: { fieldPath: path } } })

export const indexes: Topic = {
  topic: 'indexes',
  given: [
    set('c/x', { a: int(1), b: int(1), l: list(int(1)), e: int(1), u: text('x'), t: int(1) }),
    set('c/y', { a: int(1), b: int(2), e: int(2), u: text('x'), t: int(2) }),
  ],
  indexes: [
    {
      collectionGroup: 'c',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'u', order: ASC },
        { fieldPath: 't', order: DESC },
      ],
    },
  ],
  overrides: [
    { collectionGroup: 'c', fieldPath: 'e', indexes: [] },
    { collectionGroup: 'c', fieldPath: 'down', indexes: [{ order: DESC }] },
  ],
  cases: {
    'automatic: one equality': find({ where: a1 }),
    'automatic: two equalities are joined': find({ where: and(a1, b1) }),
    'automatic: a range': find({ where: bAbove }),
    'automatic: an order, downwards': find({ orderBy: [orderBy('b', DESC)] }),
    'automatic: an order and the name, both downwards': find({
      orderBy: [orderBy('b', DESC), orderBy('__name__', DESC)],
    }),
    'automatic: array contains': find({ where: has }),
    'automatic: equality by name downwards': find({
      where: a1,
      orderBy: [orderBy('__name__', DESC)],
    }),
    'automatic: a sum': aggregate({ from }, sum('b')),
    'needed: equality and order': find({ where: a1, orderBy: [orderBy('b')] }),
    'needed: equality and range': find({ where: and(a1, bAbove) }),
    'needed: two ranges': find({ where: and(bAbove, where('a', 'LESS_THAN', int(3))) }),
    'needed: range and another order': find({ where: bAbove, orderBy: [orderBy('a')] }),
    'needed: two orders': find({ orderBy: [orderBy('a'), orderBy('b', DESC)] }),
    'needed: the name against the order': find({
      orderBy: [orderBy('b', DESC), orderBy('__name__')],
    }),
    'needed: the name downwards': find({ orderBy: [orderBy('__name__', DESC)] }),
    'needed: array contains and equality': find({ where: and(has, a1) }),
    'needed: array contains and order': find({ where: has, orderBy: [orderBy('a')] }),
    'needed: alternatives and order': find({
      where: where('a', 'IN', list(int(1), int(2))),
      orderBy: [orderBy('b')],
    }),
    'needed: equality and a range of names': find({
      where: and(a1, where('__name__', 'GREATER_THAN', reference('c/a'))),
      orderBy: [orderBy('__name__', DESC)],
    }),
    'needed: a sum behind an equality': aggregate({ from, where: a1 }, sum('b')),
    'needed: a sum of two': aggregate({ from }, sum('a'), sum('b')),
    'needed: a listing in two orders': rest('GET /c?orderBy=a,b'),
    'composite: serves its order': find({
      where: where('u', 'EQUAL', text('x')),
      orderBy: [orderBy('t', DESC)],
    }),
    'composite: not the other way round': find({
      where: where('u', 'EQUAL', text('x')),
      orderBy: [orderBy('t')],
    }),
    'composite: not without its first field': find({
      where: where('t', 'EQUAL', int(1)),
      orderBy: [orderBy('u', DESC)],
    }),
    'exempt: equality': find({ where: where('e', 'EQUAL', int(1)) }),
    'exempt: range': find({ where: where('e', 'GREATER_THAN', int(0)) }),
    'exempt: order': find({ orderBy: [orderBy('e')] }),
    'exempt: order, downwards': find({ orderBy: [orderBy('e', DESC)] }),
    'exempt: one of two equalities': find({ where: and(a1, where('e', 'EQUAL', int(1))) }),
    'exempt: a listing': rest('GET /c?orderBy=e'),
    'exempt: the other direction': find({ orderBy: [orderBy('down')] }),
    'exempt: the direction that is left': find({ orderBy: [orderBy('down', DESC)] }),
  },
}
