// Stripe's list endpoints: newest first, cursors by object id, at most 100 a page.
import { missing } from './errors.ts'
import type { Params, Support } from './params.ts'
import type { Page } from './store.ts'
import type { Context, Kind, Rows } from './types.ts'

const PAGE_SIZE_DEFAULT = 10
const PAGE_SIZE_MAX = 100
const CURSORS = { limit: 'used', starting_after: 'used', ending_before: 'used' } as const

export interface ListShape {
  url: string
  /** Every filter of the pinned SDK for this list. */
  params: Record<string, Support>
  /** Filters that compare one field of the object, and that field. */
  fields?: Record<string, string>
  sql?: string
}

export function listPage(params: Params, shape: ListShape): Page {
  params.allow({ ...shape.params, ...CURSORS })
  const page: Page = {
    limit: params.integer('limit', { min: 1, max: PAGE_SIZE_MAX }) ?? PAGE_SIZE_DEFAULT,
    where: {},
    after: params.string('starting_after'),
    before: params.string('ending_before'),
    sql: shape.sql,
  }
  for (const [name, field] of Object.entries(shape.fields ?? {})) {
    const value = params.string(name)
    if (value === undefined) continue
    page.where[field] = value === 'true' ? 1 : value === 'false' ? 0 : value
  }
  return { ...page, ...createdWindow(params) }
}

export function listOf<K extends Kind>(
  { store }: Context,
  kind: K,
  page: Page,
  url: string,
): { object: 'list'; data: Rows[K][]; has_more: boolean; url: string } {
  for (const cursor of ['after', 'before'] as const) {
    const id = page[cursor]
    const name = cursor === 'after' ? 'starting_after' : 'ending_before'
    if (id && !store.get(kind, id)) throw missing(kind.split('.').at(-1) ?? kind, id, name)
  }
  const { rows, more } = store.list(kind, page)
  return { object: 'list', data: rows, has_more: more, url }
}

function createdWindow(params: Params): Pick<Page, 'createdMin' | 'createdMax'> {
  if (params.text('created') !== undefined) {
    const exactly = params.integer('created')
    return { createdMin: exactly, createdMax: exactly }
  }
  const window = params.object('created')
  window?.allow({ gt: 'used', gte: 'used', lt: 'used', lte: 'used' })
  const above = window?.integer('gt')
  const below = window?.integer('lt')
  return {
    createdMin: above === undefined ? window?.integer('gte') : above + 1,
    createdMax: below === undefined ? window?.integer('lte') : below - 1,
  }
}
