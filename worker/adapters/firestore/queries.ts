// The structured queries of the product; each needs its index in firestore.indexes.json.
import type { UserId } from '../../../shared/ids.ts'
import { toInstant } from '../../../shared/instant.ts'
import type { Micros } from '../../domain/ledger.ts'
import type { Page, RowFilter } from '../../ports.ts'
import type { StructuredQuery } from './client.ts'
import type { Value } from './values.ts'

type Query = Omit<StructuredQuery, 'from'>
type Direction = NonNullable<StructuredQuery['orderBy']>[number]['direction']

export function rowsOf(userId: UserId, filter: RowFilter, page: Page): Query {
  return {
    where: and(
      field('userId', 'EQUAL', text(userId)),
      filter.type && field('type', 'EQUAL', text(filter.type)),
      filter.from !== undefined && field('timestamp', 'GREATER_THAN_OR_EQUAL', at(filter.from)),
      filter.to !== undefined && field('timestamp', 'LESS_THAN', at(filter.to)),
    ),
    orderBy: [by('timestamp', 'DESCENDING'), by('seq', 'DESCENDING')],
    ...after(page, (tie) => integer(Number(tie))),
  }
}

export function ordersOf(userId: UserId, statuses: readonly string[], page: Page): Query {
  return {
    where: and(
      field('userId', 'EQUAL', text(userId)),
      statuses.length > 0 && field('status', 'IN', list(statuses.map(text))),
    ),
    orderBy: [by('createdAt', 'DESCENDING'), by('id', 'DESCENDING')],
    ...after(page, (tie) => text(String(tie))),
  }
}

export function ordersDueOf(shard: number, now: Micros, limit: number): Query {
  return {
    where: and(
      field('shard', 'EQUAL', integer(shard)),
      field('nextCheckAt', 'LESS_THAN_OR_EQUAL', at(now)),
    ),
    orderBy: [by('nextCheckAt', 'ASCENDING')],
    limit,
  }
}

export function pendingOrdersOf(packageId: string, limit: number): Query {
  return {
    where: and(
      field('packageId', 'EQUAL', text(packageId)),
      field('status', 'EQUAL', text('pending')),
    ),
    limit,
  }
}

type Filter = { fieldFilter: { field: { fieldPath: string }; op: string; value: Value } }

const integer = (value: number): Value => ({ integerValue: String(value) })
const text = (value: string): Value => ({ stringValue: value })
const at = (value: Micros): Value => ({ timestampValue: toInstant(value) })
const list = (values: Value[]): Value => ({ arrayValue: { values } })
const by = (fieldPath: string, direction: Direction) => ({ field: { fieldPath }, direction })

function field(fieldPath: string, op: string, value: Value): Filter {
  return { fieldFilter: { field: { fieldPath }, op, value } }
}

function and(...parts: (Filter | false | '' | undefined)[]) {
  return { compositeFilter: { op: 'AND', filters: parts.filter((part) => !!part) } }
}

function after(page: Page, tie: (value: number | string) => Value) {
  if (!page.after) return { limit: page.limit }
  const values = [at(page.after.at), tie(page.after.tie)]
  return { limit: page.limit, startAt: { values, before: false } }
}
