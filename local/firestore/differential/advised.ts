// The indexes that the embedded server's own refusals ask for: with them it must refuse no more.
import { parseAggregationQuery } from '../aggregate.ts'
import { FirestoreError } from '../errors.ts'
import { pathText } from '../field-paths.ts'
import { type CompositeIndex, IndexCatalogue, type IndexFile } from '../indexes.ts'
import type { Path } from '../names.ts'
import { planDisjunct } from '../planner.ts'
import { parseQuery } from '../query.ts'
import type { Step } from './case.ts'

const ADVICE = /Add to firestore\.indexes\.json: (.*)$/
const QUERY = /^POST (.*):run(?:Aggregation)?Query$/

export function advisedIndexes(steps: readonly Step[]): IndexFile {
  const file: IndexFile = { indexes: [], fieldOverrides: [] }
  for (const step of steps) {
    for (let more = advice(step, file); more; more = advice(step, file)) {
      const isKnown = file.indexes.some((known) => JSON.stringify(known) === JSON.stringify(more))
      if (isKnown) throw new Error(`refused with the index it asks for: ${JSON.stringify(step)}`)
      file.indexes.push(more)
    }
  }
  return file
}

/** The definition that the first refusal names; none when the query runs, or never will. */
function advice({ call, body }: Step, file: IndexFile): CompositeIndex | undefined {
  const above = QUERY.exec(call)?.[1]
  if (above === undefined) return undefined
  try {
    const { query, aggregated } = parsed(above.split('/').filter(Boolean), body as Body)
    const catalogue = new IndexCatalogue(file)
    for (const terms of query.disjuncts) planDisjunct(catalogue, query, terms, aggregated)
    return undefined
  } catch (error) {
    if (!(error instanceof FirestoreError)) throw error
    const text = ADVICE.exec(error.message)?.[1]
    const definition = text ? (JSON.parse(text) as CompositeIndex) : undefined
    // By names alone, downwards, neither server answers.
    return definition?.fields[0]?.fieldPath === '__name__' ? undefined : definition
  }
}

interface Body {
  structuredQuery?: object
  structuredAggregationQuery?: object
}

function parsed(parent: Path, { structuredQuery, structuredAggregationQuery }: Body) {
  if (structuredQuery) return { query: parseQuery(parent, structuredQuery), aggregated: [] }
  const { query, aggregations } = parseAggregationQuery(parent, structuredAggregationQuery)
  const paths = aggregations.flatMap((each) => (each.kind === 'count' ? [] : [each.path]))
  const distinct = new Map(paths.map((path) => [pathText(path), path]))
  return { query, aggregated: [...distinct.values()] }
}
