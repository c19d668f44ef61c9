// Enums by name: JSON of protobuf has names or numbers, and Google's own REST client sends numbers.

/** Each list is in the order of the enum's numbers in google/firestore/v1. */
export const ENUMS = {
  compositeOp: ['OPERATOR_UNSPECIFIED', 'AND', 'OR'],
  fieldOp: [
    'OPERATOR_UNSPECIFIED',
    'LESS_THAN',
    'LESS_THAN_OR_EQUAL',
    'GREATER_THAN',
    'GREATER_THAN_OR_EQUAL',
    'EQUAL',
    'NOT_EQUAL',
    'ARRAY_CONTAINS',
    'IN',
    'ARRAY_CONTAINS_ANY',
    'NOT_IN',
  ],
  unaryOp: [
    'OPERATOR_UNSPECIFIED',
    // Number 1 was never given out.
    '1',
    'IS_NAN',
    'IS_NULL',
    'IS_NOT_NAN',
    'IS_NOT_NULL',
  ],
  direction: ['DIRECTION_UNSPECIFIED', 'ASCENDING', 'DESCENDING'],
  serverValue: ['SERVER_VALUE_UNSPECIFIED', 'REQUEST_TIME'],
} as const

/** Anything that is no number of the enum is given back as it is, for its parser to refuse. */
export const enumName = (names: readonly string[], given: unknown): unknown =>
  typeof given === 'number' ? (names[given] ?? given) : given
