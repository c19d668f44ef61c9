import type { Explanation } from './explanation.ts'

export const missingIndexes: readonly Explanation[] = [
  {
    emulator: 'Every query is answered.',
    here: 'Without an index a query is refused.',
    source: 'https://firebase.google.com/docs/firestore/query-data/indexing',
    instead: {
      '400 FAILED_PRECONDITION: index of c: a asc, b asc': [
        'indexes: needed: a listing in two orders',
      ],
      '400 FAILED_PRECONDITION: index of c: e asc': ['indexes: exempt: a listing'],
      '[400 FAILED_PRECONDITION: index of c: a asc, b asc]': [
        'indexes: needed: equality and order',
        'indexes: needed: equality and range',
        'indexes: needed: two ranges',
        'indexes: needed: range and another order',
        'indexes: needed: alternatives and order',
        'indexes: needed: a sum behind an equality',
        'indexes: needed: a sum of two',
      ],
      '[400 FAILED_PRECONDITION: index of c: a asc, b desc]': ['indexes: needed: two orders'],
      '[400 FAILED_PRECONDITION: index of c: a asc, e asc]': [
        'indexes: exempt: one of two equalities',
      ],
      '[400 FAILED_PRECONDITION: index of c: b desc, __name__ asc]': [
        'indexes: needed: the name against the order',
      ],
      '[400 FAILED_PRECONDITION: index of c: down asc]': ['indexes: exempt: the other direction'],
      '[400 FAILED_PRECONDITION: index of c: e asc]': [
        'indexes: exempt: equality',
        'indexes: exempt: range',
        'indexes: exempt: order',
      ],
      '[400 FAILED_PRECONDITION: index of c: e desc]': ['indexes: exempt: order, downwards'],
      '[400 FAILED_PRECONDITION: index of c: l CONTAINS, a asc]': [
        'indexes: needed: array contains and equality',
        'indexes: needed: array contains and order',
      ],
      '[400 FAILED_PRECONDITION: index of c: t asc, u desc]': [
        'indexes: composite: not without its first field',
      ],
      '[400 FAILED_PRECONDITION: index of c: u asc, t asc]': [
        'indexes: composite: not the other way round',
      ],
    },
  },
]
