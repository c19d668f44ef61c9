import type { Explanation } from './explanation.ts'

export const features: readonly Explanation[] = [
  {
    emulator: 'Built there.',
    here: 'The product does not use it: 501, naming what is missing.',
    source: 'local/README.md',
    instead: {
      '501 UNIMPLEMENTED: A commit of a server transaction': ['features: commit of a transaction'],
      '501 UNIMPLEMENTED: A readTime before the latest commit': [
        'features: a time of the past: get',
        'features: a time of the past: list',
      ],
      '501 UNIMPLEMENTED: The call batchWrite': ['features: batchWrite'],
      '501 UNIMPLEMENTED: The call beginTransaction': ['features: beginTransaction'],
      '501 UNIMPLEMENTED: The call executePipeline': ['features: pipelines'],
      '501 UNIMPLEMENTED: The call listCollectionIds': ['features: listCollectionIds'],
      '501 UNIMPLEMENTED: The call rollback': ['features: rollback'],
      '501 UNIMPLEMENTED: showMissing': ['features: listDocuments with missing ones'],
      '[501 UNIMPLEMENTED: A collection group query]': [
        'features: collection group',
        'features: collection group with a filter',
        'features: collection group below a document',
        'features: collection group, counted',
      ],
      '[501 UNIMPLEMENTED: A query over all collections]': [
        'names: query: an empty collection',
        'requests: query: an empty query',
        'requests: query: no collection',
        'requests: query: a selector without a name',
        'features: all collections',
      ],
      '[501 UNIMPLEMENTED: A readTime before the latest commit]': [
        'features: a time of the past: batchGet',
        'features: a time of the past: query',
      ],
      '[501 UNIMPLEMENTED: An OR filter]': ['features: or'],
      '[501 UNIMPLEMENTED: Reading in a server transaction]': [
        'features: batchGet in a transaction',
        'features: query in a transaction',
      ],
      '[501 UNIMPLEMENTED: The filter ARRAY_CONTAINS_ANY]': ['features: array contains any'],
      '[501 UNIMPLEMENTED: The filter IS_NOT_NAN]': ['features: not NaN'],
      '[501 UNIMPLEMENTED: The filter IS_NOT_NULL]': ['features: not null'],
      '[501 UNIMPLEMENTED: The filter NOT_EQUAL]': ['features: not equal'],
      '[501 UNIMPLEMENTED: The filter NOT_IN]': ['features: not in'],
      '[501 UNIMPLEMENTED: explainOptions]': [
        'features: explain',
        'features: explain an aggregation',
      ],
      '[501 UNIMPLEMENTED: findNearest]': ['features: nearest neighbours'],
    },
  },
  {
    emulator: 'Unknown calls answer 404 without a body.',
    here: 'Like all that is not there: 501, naming the call.',
    source: 'local/README.md',
    instead: {
      '501 UNIMPLEMENTED: The call PUT': ['requests: path: PUT of a document'],
      '501 UNIMPLEMENTED: The call explode': ['requests: path: unknown verb'],
    },
  },
]
