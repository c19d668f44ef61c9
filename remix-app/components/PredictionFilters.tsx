// Which predictions, and in which order. All of it is in the address: tabs, chips and orders are
// links, the search is a plain GET form, and each keeps what the others have set.
import { Form, Link } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { SEARCH_CHARS_MAX } from '../../shared/bounds.ts'
import {
  inState,
  LISTED_STATES,
  type PredictionFilter,
  pathOf,
  usualSort,
} from '../lib/predictions-path.ts'
import { LIST } from '../words/predictions.ts'
import { STATUS_NAMES } from '../words/states.ts'
import { Icon } from './Icon.tsx'

interface FiltersProps {
  readonly filter: PredictionFilter
}

export function PredictionTabs({ filter }: FiltersProps) {
  return (
    <nav aria-label={LIST.states} className="tabs-fit no-print mt-5">
      {LISTED_STATES.map((state) => (
        <Link
          key={state}
          to={pathOf(inState(filter, state))}
          aria-current={filter.state === state ? 'page' : undefined}
          className="nav-link"
        >
          {state === 'locked' ? <Locked /> : STATUS_NAMES[state]}
        </Link>
      ))}
    </nav>
  )
}

/** All four fit side by side on a phone; its whole name is heard there, and seen elsewhere. */
function Locked() {
  const { short, rest } = LIST.locked
  return (
    <span>
      {short}
      <span className="max-sm:sr-only">{rest}</span>
    </span>
  )
}

interface CategoriesProps extends FiltersProps {
  /** That have something to show. */
  readonly categories: readonly string[]
}

export function PredictionFilters({ filter, categories }: CategoriesProps) {
  return (
    <div className="no-print mt-4 grid gap-3">
      {filter.state === 'open' ? <Search filter={filter} /> : null}
      <Categories filter={filter} categories={categories} />
    </div>
  )
}

function Search({ filter }: FiltersProps) {
  const { q, category, sort } = filter
  const input = useRef<HTMLInputElement>(null)
  // The field stays while the list changes, so that the focus stays in it.
  useEffect(() => {
    if (input.current) input.current.value = q ?? ''
  }, [q])
  return (
    <Form method="get" role="search" className="flex gap-2">
      <input
        ref={input}
        type="search"
        name="q"
        aria-label={LIST.search}
        placeholder={LIST.search}
        defaultValue={q ?? ''}
        maxLength={SEARCH_CHARS_MAX}
        enterKeyHint="search"
        className="input min-w-0 flex-1"
      />
      {category ? <input type="hidden" name="category" value={category} /> : null}
      {sort === usualSort('open') ? null : <input type="hidden" name="sort" value={sort} />}
      <button type="submit" className="btn btn-quiet" aria-label={LIST.find}>
        <Icon name="search" />
        <span className="max-sm:hidden">{LIST.find}</span>
      </button>
      {q ? (
        <Link to={pathOf({ ...filter, q: null })} className="btn btn-quiet px-3">
          <Icon name="close" />
          <span className="sr-only">{LIST.clear}</span>
        </Link>
      ) : null}
    </Form>
  )
}

function Categories({ filter, categories }: CategoriesProps) {
  const { category } = filter
  // What is chosen stays, so that it can be seen and taken back.
  const isMissing = category !== null && !categories.includes(category)
  const names = isMissing ? [...categories, category].sort() : categories
  if (names.length === 0) return null
  return (
    <nav aria-label={LIST.categories.label} className="tabs">
      <Chip
        name={LIST.categories.all}
        isOn={category === null}
        to={pathOf({ ...filter, category: null })}
      />
      {names.map((name) => (
        <Chip
          key={name}
          name={name}
          isOn={category === name}
          to={pathOf({ ...filter, category: name })}
        />
      ))}
    </nav>
  )
}

function Chip({ name, isOn, to }: { name: string; isOn: boolean; to: string }) {
  return (
    <Link to={to} aria-current={isOn ? 'true' : undefined} className="chip" preventScrollReset>
      {name}
    </Link>
  )
}

export function PredictionOrders({ filter }: FiltersProps) {
  const isOpen = filter.state === 'open'
  const orders = [
    { sort: 'closing', name: isOpen ? LIST.orders.closing : LIST.orders.past },
    { sort: 'newest', name: LIST.orders.newest },
  ] as const
  return (
    <nav aria-label={LIST.orders.label} className="no-print flex flex-wrap gap-x-5 text-sm">
      {orders.map(({ sort, name }) => (
        <Link
          key={sort}
          to={pathOf({ ...filter, sort })}
          aria-current={filter.sort === sort ? 'true' : undefined}
          className="order-link"
          preventScrollReset
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
