// What structured queries are made of.
import { toInstant } from '../../../shared/instant.ts'
import type { Micros } from '../../domain/ledger.ts'
import type { Page } from '../../ports.ts'
import type { Filter, StructuredQuery, Where } from './client.ts'
import type { Value } from './values.ts'

export type Query = Omit<StructuredQuery, 'from'>
type Direction = NonNullable<StructuredQuery['orderBy']>[number]['direction']

export const integer = (value: number): Value => ({ integerValue: String(value) })
export const text = (value: string): Value => ({ stringValue: value })
export const at = (value: Micros): Value => ({ timestampValue: toInstant(value) })
export const list = (values: Value[]): Value => ({ arrayValue: { values } })
export const by = (fieldPath: string, direction: Direction) => ({ field: { fieldPath }, direction })

export function field(fieldPath: string, op: string, value: Value): Filter {
  return { fieldFilter: { field: { fieldPath }, op, value } }
}

export function and(...parts: (Filter | false | '' | undefined)[]): Where {
  const filters = parts.filter((part) => !!part)
  return filters.length > 0 ? { compositeFilter: { op: 'AND', filters } } : undefined
}

export function after(page: Page, tie: (value: number | string) => Value) {
  if (!page.after) return { limit: page.limit }
  const values = [at(page.after.at), tie(page.after.tie)]
  return { limit: page.limit, startAt: { values, before: false } }
}

export const newestFirst = (page: Page, time = 'createdAt') => ({
  orderBy: [by(time, 'DESCENDING'), by('id', 'DESCENDING')],
  ...after(page, (tie) => text(String(tie))),
})
