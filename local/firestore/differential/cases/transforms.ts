import { int, text } from '../../test-client.ts'
import {
  bool,
  commit,
  double,
  exists,
  list,
  map,
  nil,
  type Step,
  set,
  type Topic,
  transform,
} from '../case.ts'

const MAX = '9223372036854775807'
const MIN = '-9223372036854775808'
const given = {
  i: int(5),
  d: double(0.5),
  nan: double('NaN'),
  inf: double('Infinity'),
  max: int(MAX),
  min: int(MIN),
  t: text('x'),
  l: list(int(1), double(2), text('a'), nil, double('NaN')),
  e: list(),
  m: map({ x: int(1) }),
}
const one = (fieldPath: string, operation: object): Step =>
  commit(transform('c/a', [{ fieldPath, ...operation }]))
const elements = (...values: object[]) => ({ appendMissingElements: { values } })
const without = (...values: object[]) => ({ removeAllFromArray: { values } })
const REQUEST_TIME = { setToServerValue: 'REQUEST_TIME' }

const numbers: Record<string, Step> = Object.fromEntries(
  (['increment', 'maximum', 'minimum'] as const).flatMap((kind) => [
    [`${kind}: int by int`, one('i', { [kind]: int(7) })],
    [`${kind}: int by less`, one('i', { [kind]: int(-7) })],
    [`${kind}: int by equal double`, one('i', { [kind]: double(5) })],
    [`${kind}: int by double`, one('i', { [kind]: double(5.5) })],
    [`${kind}: double by int`, one('d', { [kind]: int(1) })],
    [`${kind}: double by double`, one('d', { [kind]: double(0.25) })],
    [`${kind}: by zero`, one('d', { [kind]: int(0) })],
    [`${kind}: by minus zero`, one('i', { [kind]: double('-0') })],
    [`${kind}: NaN by int`, one('nan', { [kind]: int(1) })],
    [`${kind}: int by NaN`, one('i', { [kind]: double('NaN') })],
    [`${kind}: Infinity by -Infinity`, one('inf', { [kind]: double('-Infinity') })],
    [`${kind}: largest by one`, one('max', { [kind]: int(1) })],
    [`${kind}: largest by largest`, one('max', { [kind]: int(MAX) })],
    [`${kind}: least by minus one`, one('min', { [kind]: int(-1) })],
    [`${kind}: largest by double`, one('max', { [kind]: double(1) })],
    [`${kind}: of a missing field`, one('no', { [kind]: int(3) })],
    [`${kind}: of text`, one('t', { [kind]: int(3) })],
    [`${kind}: of a list`, one('l', { [kind]: double(3.5) })],
    [`${kind}: by text`, one('i', { [kind]: text('3') })],
    [`${kind}: by null`, one('i', { [kind]: nil })],
    [`${kind}: by nothing`, one('i', { [kind]: {} })],
  ]),
)

export const transforms: Topic = {
  topic: 'transforms',
  given: [set('c/a', given)],
  cases: {
    ...numbers,
    'append new and known': one('l', elements(int(2), int(3), int(3))),
    'append equal across types': one('l', elements(double(1), int(2))),
    'append null and NaN again': one('l', elements(nil, double('NaN'))),
    'append to an empty list': one('e', elements(int(1), int(1))),
    'append to a missing field': one('no', elements(int(1), double(1), text('a'))),
    'append to text': one('t', elements(int(1))),
    'append nothing': one('l', elements()),
    'append nothing to text': one('t', elements()),
    'append without values': one('l', { appendMissingElements: {} }),
    'append maps': one('l', elements(map({ a: int(1) }), map({ a: double(1) }))),
    'append a list': one('l', elements(list(int(1)))),
    'remove all equal': one('l', without(double(1), text('a'))),
    'remove null and NaN': one('l', without(nil, double('NaN'))),
    'remove what is not there': one('l', without(int(9))),
    'remove from a missing field': one('no', without(int(9))),
    'remove from text': one('t', without(int(9))),
    'request time': one('now', REQUEST_TIME),
    'request time inside a map': one('m.now', REQUEST_TIME),
    'request time below a number': one('i.now', REQUEST_TIME),
    'request time twice is one instant': commit(
      transform('c/a', [
        { fieldPath: 'p', ...REQUEST_TIME },
        { fieldPath: 'q', ...REQUEST_TIME },
      ]),
      transform('c/b', [{ fieldPath: 'p', ...REQUEST_TIME }]),
    ),
    'unspecified server value': one('now', { setToServerValue: 'SERVER_VALUE_UNSPECIFIED' }),
    'unknown server value': one('now', { setToServerValue: 'NOW' }),
    'of a new document': commit(transform('c/x', [{ fieldPath: 'n', increment: int(2) }])),
    'of a missing document that must exist': commit(
      transform('c/x', [{ fieldPath: 'n', increment: int(2) }], exists(true)),
    ),
    'after a replacement': commit({
      ...set('c/a', { i: int(1) }),
      updateTransforms: [{ fieldPath: 'd', increment: int(2) }],
    }),
    'several in order': commit(
      transform('c/a', [
        { fieldPath: 'i', increment: int(2) },
        { fieldPath: 'i', maximum: int(100) },
        { fieldPath: 'i', increment: int(1) },
      ]),
    ),
    'in two writes of one commit': commit(
      transform('c/a', [{ fieldPath: 'i', increment: int(2) }]),
      transform('c/a', [{ fieldPath: 'i', increment: int(3) }]),
    ),
    'a field and its inside': commit(
      transform('c/a', [
        { fieldPath: 'm', ...REQUEST_TIME },
        { fieldPath: 'm.x', increment: int(1) },
      ]),
    ),
    'the name': one('__name__', { increment: int(1) }),
    'no operation': one('i', {}),
    'two operations': one('i', { increment: int(1), maximum: int(1) }),
    'unknown operation': one('i', { multiply: int(2) }),
    'no path': commit(transform('c/a', [{ increment: int(1) }])),
    'no effect keeps the time': one('i', { increment: int(0) }),
    'as a write of its own': commit({
      transform: {
        document: set('c/a', {}).update.name,
        fieldTransforms: [{ fieldPath: 'i', increment: int(1) }],
      },
    }),
    'as a write of its own, empty': commit({
      transform: { document: set('c/a', {}).update.name, fieldTransforms: [] },
    }),
    'not a list': commit({ ...set('c/a', { i: bool(true) }), updateTransforms: {} }),
    '501 of one document': commit(
      transform(
        'c/a',
        Array.from({ length: 501 }, (_, nth) => ({ fieldPath: `f${nth}`, increment: int(1) })),
      ),
    ),
  },
}
