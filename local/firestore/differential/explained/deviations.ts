import type { Explanation } from './explanation.ts'

const REST = 'https://firebase.google.com/docs/firestore/reference/rest/v1'

export const deviations: readonly Explanation[] = [
  {
    emulator: 'In the URL of PATCH and DELETE no updateTime ever holds, and any text is a guard.',
    here: 'It holds for the time of the last write; other text is refused.',
    source: `${REST}/projects.databases.documents/patch`,
    instead: {
      '400 INVALID_ARGUMENT': [
        'requests: parameters: a guard that is no boolean',
        'requests: parameters: a guard that is no time',
      ],
      'c/a@t2:60abe5 +c/a@t2:60abe5 -c/a@t1:cd5ffc': ['documents: patch with the current time'],
      '{} -c/a@t1:cd5ffc': ['documents: delete with the current time'],
    },
  },
  {
    emulator: 'Documents of other projects and databases may be read and written.',
    here: 'A call fails when a document is not below its database.',
    source: `${REST}/projects.databases.documents/batchGet`,
    instead: {
      '400 INVALID_ARGUMENT': [
        'names: name: of another project',
        'names: name: of another database',
      ],
      '404 NOT_FOUND': ['requests: path: another database'],
      '[400 INVALID_ARGUMENT]': [
        'documents: batchGet of another project',
        'documents: batchGet of another database',
      ],
    },
  },
  {
    emulator: 'A request has at most 4 MiB; more is RESOURCE_EXHAUSTED.',
    here: '10 MiB.',
    source: 'https://firebase.google.com/docs/firestore/quotas',
    instead: {
      '400 INVALID_ARGUMENT': ['names: size: a request above 10 MiB'],
      't1: t1 t1 t1 t1 t1 +c/a@t1:790af4': ['names: size: a request of 5 MiB'],
    },
  },
  {
    emulator: 'A document name may be longer than 6 KiB.',
    here: 'At most 6 KiB.',
    source: 'https://firebase.google.com/docs/firestore/quotas',
    instead: {
      '400 INVALID_ARGUMENT': ['names: path: above 6 KiB'],
    },
  },
  {
    emulator: 'Ids like `__id7__` are taken.',
    here: 'No id may match `__.*__`; only imports make such ones.',
    source: 'https://firebase.google.com/docs/firestore/quotas',
    instead: {
      '400 INVALID_ARGUMENT -c/__id7__@t1:60abe5': ['names: id: a number of the console'],
    },
  },
  {
    emulator: 'A transform of `__name__` writes a field `__key__`.',
    here: 'No field may match `__.*__`.',
    source: 'https://firebase.google.com/docs/firestore/quotas',
    instead: {
      '400 INVALID_ARGUMENT +c/a@t1:c23213 -c/a@t2:cbda30': ['transforms: the name'],
    },
  },
  {
    emulator: 'A document may have any number of transforms in a commit.',
    here: 'At most 500.',
    source: 'https://firebase.google.com/docs/firestore/quotas',
    instead: {
      '400 INVALID_ARGUMENT +c/a@t1:c23213 -c/a@t2:f33c97': ['transforms: 501 of one document'],
    },
  },
  {
    emulator: 'appendMissingElements puts a list into a list.',
    here: 'A list cannot directly hold another one.',
    source: `${REST}/Value`,
    instead: {
      '400 INVALID_ARGUMENT +c/a@t1:c23213 -c/a@t2:03c076': ['transforms: append a list'],
    },
  },
  {
    emulator: 'Half of a surrogate pair is stored as a question mark.',
    here: 'A string is valid UTF-8.',
    source: `${REST}/Value`,
    instead: {
      '400 INVALID_ARGUMENT | no c/a -c/a@t1:e11a1d': ['values: text: half a pair'],
    },
  },
  {
    emulator: 'A number in the place of a string is taken as its digits.',
    here: 'A string is a JSON string.',
    source: 'https://protobuf.dev/programming-guides/json/',
    instead: {
      '400 INVALID_ARGUMENT | no c/a -c/a@t1:839df1': ['values: text: a number'],
    },
  },
  {
    emulator: 'Ten digits of a second, 30 February and leap seconds are taken.',
    here: 'RFC 3339 with at most nine digits; days that exist.',
    source: 'https://protobuf.dev/programming-guides/json/',
    instead: {
      '400 INVALID_ARGUMENT | no c/a -c/a@t1:90a99e': ['values: time: ten digits'],
      '400 INVALID_ARGUMENT | no c/a -c/a@t1:fd28e7': ['values: time: no such day'],
      '400 INVALID_ARGUMENT | no c/a -c/a@t1:737772': ['values: time: a leap second'],
    },
  },
  {
    emulator: '-0 is stored as 0.',
    here: 'A double is stored as it is, in IEEE 754.',
    source: 'https://firebase.google.com/docs/firestore/manage-data/data-types',
    instead: {
      't1: t1 | c/a@t1:6a0276 +c/a@t1:6a0276 -c/a@t1:2ccad6': [
        'values: double: minus zero',
        'values: double: minus zero as text',
      ],
      't2: t2[{"doubleValue":"-0"}] +c/a@t2:097e30 -c/a@t2:7afe19': [
        'transforms: minimum: by minus zero',
      ],
    },
  },
  {
    emulator: 'skippedResults stands on every document or on none.',
    here: 'It is how many results an offset skipped since the answer before.',
    source: `${REST}/projects.databases.documents/runQuery`,
    instead: {
      ' "skippedResults":6': ['cursors: offset: all', 'cursors: offset: more than there are'],
      'r/b@t1:b74829 r/c@t1:fb97c5 r/d@t1:6bae07 r/e@t1:b260dc r/f@t1:77b605 "skippedResults":1': [
        'cursors: offset: one',
      ],
      'r/d@t1:6bae07 r/e@t1:b260dc "skippedResults":1': ['cursors: with limit and offset'],
      'r/f@t1:77b605 "skippedResults":5': ['cursors: offset: beyond, with limit'],
    },
  },
  {
    emulator: 'A full last page has a token; the second page of an order fails with 500.',
    here: 'No token when nothing follows; pages go on in any order.',
    source: `${REST}/projects.databases.documents/list`,
    instead: {
      'c/a@t1:cd5ffc c/b@t1:60abe5 and more | c/c@t1:03db89 c/d@t1:043550': [
        'documents: list by pages',
      ],
      'c/a@t1:cd5ffc c/c@t1:03db89 and more | c/b@t1:60abe5': ['documents: list in order by pages'],
      'c/a@t1:cd5ffc c/b@t1:60abe5 c/c@t1:03db89 c/d@t1:043550': [
        'documents: list with a full page',
      ],
    },
  },
  {
    emulator: 'What was verified to be missing has an update time.',
    here: 'updateTime is that of the document after the write.',
    source: `${REST}/WriteResult`,
    instead: {
      't2: -': ['guards: verify that it is missing'],
    },
  },
  {
    emulator: 'upTo may be zero.',
    here: 'It must be greater than zero.',
    source: `${REST}/StructuredAggregationQuery`,
    instead: {
      '[400 INVALID_ARGUMENT]': ['aggregations: count up to zero'],
    },
  },
  {
    emulator: 'Six aggregations fail with 500; one without a query counts everything.',
    here: 'One to five aggregations, of a structuredQuery.',
    source: `${REST}/StructuredAggregationQuery`,
    instead: {
      '[400 INVALID_ARGUMENT]': ['aggregations: six', 'aggregations: without a query'],
    },
  },
]
