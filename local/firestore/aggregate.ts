// count, sum and avg over a query. Sums of integers are exact until they leave int64.
import { invalid } from './errors.ts'
import { type FieldPath, parseFieldPath, pathText, valueAt } from './field-paths.ts'
import type { Path } from './names.ts'
import { parseCount, parseQuery, type Query } from './query.ts'
import { type QueryContext, runQuery } from './run-query.ts'
import {
  double,
  type Fields,
  INT64_MAX,
  INT64_MIN,
  parseList,
  parseObject,
  type Value,
} from './values.ts'

type Aggregation = { alias: string } & (
  | { kind: 'count'; upTo?: number }
  | { kind: 'sum' | 'avg'; path: FieldPath }
)

export interface AggregationQuery {
  query: Query
  aggregations: Aggregation[]
}

const AGGREGATIONS_MAX = 5
const COUNT_MAX = Number.MAX_SAFE_INTEGER
const KINDS = ['count', 'sum', 'avg'] as const

export function parseAggregationQuery(parent: Path, input: unknown): AggregationQuery {
  const keys = ['structuredQuery', 'aggregations']
  const given = parseObject(input, 'structuredAggregationQuery', keys)
  const aggregations = parseList(given.aggregations, 'aggregations')
  if (aggregations.length === 0) throw invalid('Aggregations can not be empty.')
  if (aggregations.length > AGGREGATIONS_MAX) throw invalid('More than 5 aggregations')
  let unnamed = 0
  const parsed = aggregations.map((each) => parseAggregation(each, () => `field_${++unnamed}`))
  if (new Set(parsed.map(({ alias }) => alias)).size < parsed.length) {
    throw invalid('Aggregation aliases contain duplicates')
  }
  return { query: parseQuery(parent, given.structuredQuery), aggregations: parsed }
}

function parseAggregation(input: unknown, nextName: () => string): Aggregation {
  const given = parseObject(input, 'an aggregation', ['alias', ...KINDS])
  const alias = String(given.alias || nextName())
  if (/^__.+__$/.test(alias)) throw invalid(`The alias "${alias}" is reserved.`)
  const kinds = KINDS.filter((kind) => given[kind] !== undefined)
  const [kind] = kinds
  if (!kind || kinds.length > 1) throw invalid('Operator field in Aggregation is not set.')
  if (kind === 'count') {
    const upTo = parseCount(parseObject(given.count, 'count', ['upTo']).upTo, 'upTo', COUNT_MAX)
    if (upTo === 0) throw invalid('upTo must be greater than zero')
    return { alias, kind, ...(upTo && { upTo }) }
  }
  const { field } = parseObject(given[kind], kind, ['field'])
  return { alias, kind, path: parseFieldPath(parseObject(field, 'field', ['fieldPath']).fieldPath) }
}

export interface Aggregated {
  fields: Fields
  /** Index entries that were counted or added up, for billing. */
  entries: number
}

/** A document without one of the summed fields counts nowhere, also not in `count`. */
export function aggregate(context: QueryContext, asked: AggregationQuery): Aggregated {
  const paths = asked.aggregations.flatMap((each) => (each.kind === 'count' ? [] : [each.path]))
  const distinct = [...new Map(paths.map((path) => [pathText(path), path])).values()]
  const sums = new Map(distinct.map((path) => [pathText(path), new Sum()]))
  const enough = countBound(asked.aggregations)
  let count = 0
  for (const match of runQuery(context, asked.query, distinct).matches) {
    if (distinct.length > 0 && !addAll(sums, distinct, match.load().body)) continue
    count += 1
    if (count === enough) break
  }
  const results = asked.aggregations.map((each): [string, Value] => {
    if (each.kind !== 'count') {
      const sum = sums.get(pathText(each.path)) as Sum
      return [each.alias, each.kind === 'sum' ? sum.sum() : sum.average()]
    }
    return [each.alias, { integerValue: String(Math.min(count, each.upTo ?? count)) }]
  })
  return { fields: Object.fromEntries(results), entries: count }
}

/** Only counts with a bound: counting may stop at the highest of them. */
function countBound(aggregations: Aggregation[]): number {
  const bounds = aggregations.map((each) =>
    each.kind === 'count' && each.upTo ? each.upTo : Number.POSITIVE_INFINITY,
  )
  return Math.max(...bounds)
}

function addAll(sums: Map<string, Sum>, paths: FieldPath[], body: string): boolean {
  const fields = JSON.parse(body) as Fields
  const values = paths.map((path) => valueAt(fields, path))
  if (values.includes(undefined)) return false
  paths.forEach((path, index) => {
    sums.get(pathText(path))?.add(values[index] as Value)
  })
  return true
}

class Sum {
  #integers = 0n
  #doubles = 0
  #hasDouble = false
  #count = 0

  /** What is no number is passed over. */
  add(value: Value): void {
    if ('integerValue' in value) this.#integers += BigInt(value.integerValue)
    else if ('doubleValue' in value) {
      this.#doubles += Number(value.doubleValue)
      this.#hasDouble = true
    } else return
    this.#count += 1
  }

  sum(): Value {
    const isInt64 = this.#integers >= INT64_MIN && this.#integers <= INT64_MAX
    if (!this.#hasDouble && isInt64) return { integerValue: String(this.#integers) }
    return double(this.#total())
  }

  average(): Value {
    return this.#count === 0 ? { nullValue: null } : double(this.#total() / this.#count)
  }

  #total(): number {
    return Number(this.#integers) + this.#doubles
  }
}
