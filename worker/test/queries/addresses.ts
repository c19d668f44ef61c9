// Every list of the API with each set of filters that its contract allows: taken from the contract,
// so that a new filter is asked without anybody thinking of it.
import * as z from 'zod'
import { OPERATIONS } from '../../../shared/api/contract.ts'
import { toInstant } from '../../../shared/instant.ts'
import { RAIN } from '../betting.ts'
import { ADMIN, ALICE } from '../people.ts'
import { MIDDLE, orderIdOf } from './near-misses.ts'

/** What a filter without a list of its values is asked with; it must find near misses. */
const SAMPLES: Readonly<Record<string, string>> = {
  area: 'package',
  categories: 'true',
  category: 'weather',
  from: toInstant(MIDDLE - 20_000_000),
  to: toInstant(MIDDLE + 20_000_000),
  predictionId: RAIN,
  purchaseId: orderIdOf(1),
  q: orderIdOf(1),
  userId: ALICE,
  limit: '3',
}
/** Looked for in memory, by their own tests. A cursor is only had from a page. */
const NO_FILTERS = new Set(['q', 'minTokens', 'maxTokens', 'cursor'])

interface Property {
  readonly enum?: readonly string[]
}

/** Each of its values. */
function choicesOf(name: string, { enum: values }: Property): string[] {
  const sample = SAMPLES[name]
  if (values) return [...values]
  if (sample === undefined) throw new Error(`${name} needs a sample here`)
  return [sample]
}

function addressesOf(path: string, query: z.ZodObject): string[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input' })
  const asks = (name: string): boolean => !NO_FILTERS.has(name) || required.includes(name)
  const filters = Object.entries(properties).filter(([name]) => asks(name))
  const sets = filters.reduce<[string, string][][]>(
    (made, [name, property]) =>
      made.flatMap((before) => [
        // Left out too, where it may be.
        ...(required.includes(name) ? [] : [before]),
        ...choicesOf(name, property as Property).map((value): [string, string][] => [
          ...before,
          [name, value],
        ]),
      ]),
    [[]],
  )
  const address = path.replace('{id}', ADMIN)
  return sets.map((set) => `${address}?${new URLSearchParams(set)}`)
}

export const ALL_ADDRESSES = OPERATIONS.flatMap(({ path, query, caller }) => {
  const who = caller === 'admin' ? ADMIN : ALICE
  return query ? addressesOf(path, query).map((address) => ({ address, who })) : []
})
