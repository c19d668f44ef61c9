// Every query of the product, asked again by Google's client in its own words: the same documents
// in the same order, the same sums, the same cursors.
import { AggregateField, type Firestore, type Query } from '@google-cloud/firestore'
import { expect, onTestFinished, test } from 'vitest'
import { serve } from '../../../local/serve.ts'
import type { Filter, StructuredQuery } from '../../adapters/firestore/client.ts'
import { type Asked, startAsking } from '../queries/asking.ts'
import { ALL_QUESTIONS } from '../queries/questions.ts'
import { serverClient } from './clients.ts'
import { clientValue } from './spelling.ts'

const OPERATORS = {
  EQUAL: '==',
  IN: 'in',
  LESS_THAN: '<',
  LESS_THAN_OR_EQUAL: '<=',
  GREATER_THAN: '>',
  GREATER_THAN_OR_EQUAL: '>=',
} as const

/** Firestore takes a single filter bare; the product always sends a list. */
const filtersOf = ({ where }: StructuredQuery): Filter[] => where?.compositeFilter.filters ?? []

function inItsWords(server: Firestore, query: StructuredQuery): Query {
  let asked: Query = server.collection(query.from[0]?.collectionId ?? '')
  for (const { fieldFilter: each } of filtersOf(query)) {
    const operator = OPERATORS[each.op as keyof typeof OPERATORS]
    asked = asked.where(each.field.fieldPath, operator, clientValue(each.value))
  }
  for (const { field, direction } of query.orderBy ?? []) {
    asked = asked.orderBy(field.fieldPath, direction === 'ASCENDING' ? 'asc' : 'desc')
  }
  if (query.startAt) asked = asked.startAfter(...query.startAt.values.map(positionOf))
  return query.limit === undefined ? asked : asked.limit(query.limit)
}

/** A document's name is told by its id. */
const positionOf = (value: NonNullable<StructuredQuery['startAt']>['values'][number]): unknown =>
  'referenceValue' in value
    ? value.referenceValue.slice(value.referenceValue.lastIndexOf('/') + 1)
    : clientValue(value)

interface Body {
  readonly structuredQuery: StructuredQuery
  readonly structuredAggregationQuery?: {
    readonly structuredQuery: StructuredQuery
    readonly aggregations: { alias: string; sum?: { field: { fieldPath: string } } }[]
  }
}

async function askAgain(server: Firestore, { body }: Asked): Promise<string[]> {
  const { structuredQuery, structuredAggregationQuery: summing } = JSON.parse(body) as Body
  if (!summing) {
    const { docs } = await inItsWords(server, structuredQuery).get()
    return docs.map(({ ref }) => ref.path)
  }
  const kinds = summing.aggregations.map(({ alias, sum }) => [
    alias,
    sum ? AggregateField.sum(sum.field.fieldPath) : AggregateField.count(),
  ])
  const asked = inItsWords(server, summing.structuredQuery).aggregate(Object.fromEntries(kinds))
  return [JSON.stringify((await asked.get()).data())]
}

/** Without the database's name, and sums as plain numbers. */
function told({ answer }: Asked): string[] {
  const sums = (text: string): string =>
    text.replaceAll(/\{"integerValue":"(-?\d+)"\}/g, '$1').replace(/^.*\/documents\//, '')
  return answer.map(sums)
}

test("every query of the product has the same answer in the client's words", async () => {
  const { ask, harness } = await startAsking()
  const served = await serve((request) => harness.firestore.fetch(request))
  const server = serverClient(served)
  onTestFinished(async () => {
    await server.terminate()
    await served.close()
    harness.close()
  })
  const asked: Asked[] = []
  for (const question of ALL_QUESTIONS) asked.push(...(await ask(question)))
  const different = new Map(asked.map((each) => [each.body, each]))
  for (const each of different.values()) {
    expect(await askAgain(server, each), each.body).toEqual(told(each))
  }
  expect(different.size).toBeGreaterThan(ALL_QUESTIONS.length / 2)
})
