// A query whose index isn't deployed, or not built yet: Firestore refuses it until somebody helps.
// For who asked it is an outage that passes; for who operates it is an alert that names the index.
import { Outage } from '../../../shared/failure.ts'
import type { Log } from '../../ports.ts'
import { FirestoreRefusal, type StructuredQuery } from './client.ts'

export interface Shaped {
  readonly collection: string
  readonly query: Pick<StructuredQuery, 'where' | 'orderBy'>
  readonly sums?: readonly string[]
}

/** Throws STORE_UNAVAILABLE. */
export async function expectIndex<T>(
  log: Pick<Log, 'error'>,
  shaped: Shaped,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    // A read has no precondition of its own that could fail.
    const isRefused = error instanceof FirestoreRefusal && error.status === 'FAILED_PRECONDITION'
    if (!isRefused) throw error
    log.error('index_missing', { query: shapeOf(shaped) })
    throw new Outage('STORE_UNAVAILABLE', 'a query has no index', { cause: error })
  }
}

/** Fields without values: what an index is made of, and nothing about anybody. */
function shapeOf({ collection, query, sums = [] }: Shaped): string {
  const filters = query.where?.compositeFilter.filters ?? []
  const parts = [
    ...filters.map(({ fieldFilter: { field, op } }) => `${field.fieldPath} ${op}`),
    ...(query.orderBy ?? []).map(({ field, direction }) => `${field.fieldPath} ${direction}`),
    ...sums.map((name) => `sum of ${name}`),
  ]
  return `${collection}: ${parts.join(', ')}`
}
