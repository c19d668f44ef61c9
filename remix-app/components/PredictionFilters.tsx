// Which predictions, and in which order: tabs for the state, a plain GET form for the rest.
import { Form, Link } from '@remix-run/react'
import { CATEGORIES } from '../lib/predictions.ts'
import type { PredictionFilter } from '../lib/predictions-query.server.ts'
import { Icon } from './Icon.tsx'

const STATES = [
  { state: 'open', name: 'Open' },
  { state: 'locked', name: 'Waiting for the result' },
  { state: 'resolved', name: 'Decided' },
  { state: 'voided', name: 'Called off' },
] as const

export function PredictionTabs({ filter }: { filter: PredictionFilter }) {
  return (
    <nav aria-label="State" className="tabs no-print mt-5">
      {STATES.map(({ state, name }) => (
        <Link
          key={state}
          to={state === 'open' ? '/predictions' : `/predictions?state=${state}`}
          aria-current={filter.state === state ? 'page' : undefined}
          className="nav-link"
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}

export function PredictionFilters({ filter }: { filter: PredictionFilter }) {
  const { state, q, category, sort } = filter
  const active = q || category
  return (
    <Form method="get" className="no-print mt-4 flex flex-wrap items-end gap-3">
      {state === 'open' ? (
        <label className="min-w-52 flex-[2] text-sm font-medium">
          Words in the title
          <input
            type="search"
            name="q"
            defaultValue={q ?? ''}
            maxLength={80}
            className="input mt-1"
          />
        </label>
      ) : (
        <input type="hidden" name="state" value={state} />
      )}
      <CategoryField category={category} />
      <label className="min-w-36 flex-1 text-sm font-medium">
        Order
        <select name="sort" defaultValue={sort} className="input mt-1">
          <option value="closing">
            {state === 'open' ? 'Closing soonest' : 'By closing time'}
          </option>
          <option value="newest">Newest</option>
        </select>
      </label>
      <div className="flex gap-2">
        <button type="submit" className="btn btn-quiet">
          <Icon name="search" />
          Show
        </button>
        {active ? (
          <Link
            to={state === 'open' ? '/predictions' : `/predictions?state=${state}`}
            className="link link-block px-2"
          >
            Clear
          </Link>
        ) : null}
      </div>
    </Form>
  )
}

function CategoryField({ category }: { category: string | null }) {
  const known: readonly string[] = CATEGORIES
  const categories = category && !known.includes(category) ? [...known, category] : known
  return (
    <label className="min-w-36 flex-1 text-sm font-medium">
      Category
      <select name="category" defaultValue={category ?? ''} className="input mt-1">
        <option value="">All</option>
        {categories.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
