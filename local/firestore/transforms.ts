// Field transforms: what the server computes from the stored value inside a commit.
import { ENUMS, enumName } from './enums.ts'
import { invalid } from './errors.ts'
import { type FieldPath, parseFieldPath, pathText, valueAt, withValue } from './field-paths.ts'
import { encodeValue } from './keys.ts'
import {
  array,
  double,
  type Fields,
  INT64_MAX,
  INT64_MIN,
  isObject,
  parseList,
  parseObject,
  parseValue,
  parseValues,
  type Value,
} from './values.ts'

/** Gives the stored value and what `transformResults` tells of it. */
type Apply = (current: Value | undefined, requestTime: string) => { value: Value; result: Value }

export interface Transform {
  path: FieldPath
  apply: Apply
}

const TRANSFORMS_MAX = 500
const KINDS: Record<string, (operand: unknown) => Apply> = {
  setToServerValue: (operand) => {
    const value = enumName(ENUMS.serverValue, operand)
    if (value !== 'REQUEST_TIME') throw invalid('setToServerValue must be REQUEST_TIME')
    return (_current, requestTime) => same({ timestampValue: requestTime })
  },
  increment: (operand) => {
    const by = parseNumber(operand)
    return (current) => same(add(current, by))
  },
  maximum: (operand) => {
    const other = parseNumber(operand)
    return (current) => same(pick(current, other, 1))
  },
  minimum: (operand) => {
    const other = parseNumber(operand)
    return (current) => same(pick(current, other, -1))
  },
  appendMissingElements: (operand) => {
    const elements = parseElements(operand)
    return (current) => ({ value: append(current, elements), result: { nullValue: null } })
  },
  removeAllFromArray: (operand) => {
    const gone = new Set(parseElements(operand).map(keyText))
    return (current) => {
      const kept = elementsOf(current).filter((element) => !gone.has(keyText(element)))
      return { value: array(kept), result: { nullValue: null } }
    }
  },
}

export function parseTransforms(input: unknown): Transform[] {
  const transforms = parseList(input, 'field transforms').map(parseTransform)
  if (transforms.length > TRANSFORMS_MAX) {
    throw invalid('More than 500 transforms of one document')
  }
  const paths = transforms.map(({ path }) => pathText(path)).sort()
  paths.forEach((path, index) => {
    if (paths[index + 1]?.startsWith(`${path}.`)) {
      throw invalid(`Cannot transform ${path} and its nested property at the same time.`)
    }
  })
  return transforms
}

function parseTransform(input: unknown): Transform {
  const kinds = Object.keys(KINDS)
  const transform = parseObject(input, 'a field transform', ['fieldPath', ...kinds])
  const given = kinds.filter((kind) => transform[kind] !== undefined)
  const kind = given[0]
  if (kind === undefined || given.length > 1) {
    throw invalid('Operation type must be specified for field transformation.')
  }
  const path = parseFieldPath(transform.fieldPath)
  if (path[0] === '__name__') throw invalid('__name__ cannot be transformed')
  return { path, apply: (KINDS[kind] as (operand: unknown) => Apply)(transform[kind]) }
}

export function applyTransforms(
  before: Fields,
  transforms: readonly Transform[],
  requestTime: string,
): { fields: Fields; results: Value[] } {
  let fields = before
  const results = transforms.map(({ path, apply }) => {
    const { value, result } = apply(valueAt(fields, path), requestTime)
    fields = withValue(fields, path, value)
    return result
  })
  return { fields, results }
}

type NumberValue = Extract<Value, { integerValue: string } | { doubleValue: unknown }>

const same = (value: Value) => ({ value, result: value })
const keyText = (value: Value) => encodeValue(value).toString('latin1')
const elementsOf = (value: Value | undefined) =>
  value && 'arrayValue' in value ? (value.arrayValue.values ?? []) : []

function isNumber(value: Value | undefined): value is NumberValue {
  return value !== undefined && ('integerValue' in value || 'doubleValue' in value)
}

function parseNumber(operand: unknown): NumberValue {
  const value = isObject(operand) ? parseValue(operand) : undefined
  if (!isNumber(value)) throw invalid('Input must be int64 or double.')
  return value
}

function parseElements(operand: unknown): Value[] {
  return parseValues(parseObject(operand, 'arrayValue', ['values']).values)
}

/** Integers stop at the bounds of int64; anything with a double is a double. */
function add(current: Value | undefined, by: NumberValue): Value {
  if (!isNumber(current)) return by
  if ('integerValue' in current && 'integerValue' in by) {
    const sum = BigInt(current.integerValue) + BigInt(by.integerValue)
    const bounded = sum > INT64_MAX ? INT64_MAX : sum < INT64_MIN ? INT64_MIN : sum
    return { integerValue: String(bounded) }
  }
  return double(numberOf(current) + numberOf(by))
}

const numberOf = (value: NumberValue) =>
  Number('integerValue' in value ? value.integerValue : value.doubleValue)

/** Equal numbers keep the stored one with its type; NaN wins against every number. */
function pick(current: Value | undefined, other: NumberValue, sign: 1 | -1): Value {
  if (!isNumber(current)) return other
  if (Number.isNaN(numberOf(current))) return current
  if (Number.isNaN(numberOf(other))) return other
  const order = Buffer.compare(encodeValue(other), encodeValue(current))
  return order * sign > 0 ? other : current
}

function append(current: Value | undefined, elements: readonly Value[]): Value {
  const result = [...elementsOf(current)]
  const seen = new Set(result.map(keyText))
  for (const element of elements) {
    if (!seen.has(keyText(element))) result.push(element)
    seen.add(keyText(element))
  }
  return array(result)
}
