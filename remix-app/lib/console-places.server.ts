// The console's menu, found by its pages: whoever names a place in its `handle` is in it.
import { CONSOLE } from '../words/console.ts'

export type PlaceGroup = keyof typeof CONSOLE.groups

export interface Place {
  readonly group: PlaceGroup
  readonly name: string
  /** Among those of its group. */
  readonly order: number
}

export interface PlaceGroupView {
  readonly name: string
  readonly places: readonly { readonly to: string; readonly name: string }[]
}

interface ConsoleRoute {
  readonly handle?: { readonly place?: Place }
}

// On the server all pages are there anyway; a browser gets each alone.
const routes = import.meta.glob<ConsoleRoute>('../routes/admin.*.tsx', { eager: true })

export function consolePlaces(): PlaceGroupView[] {
  const all = Object.entries(routes).flatMap(([file, { handle }]) =>
    handle?.place ? [{ ...handle.place, to: addressOf(file) }] : [],
  )
  const groups = Object.entries(CONSOLE.groups).map(([group, name]) => ({
    name,
    places: all
      .filter((place) => place.group === group)
      .sort((a, b) => a.order - b.order)
      .map((place) => ({ to: place.to, name: place.name })),
  }))
  return groups.filter(({ places }) => places.length > 0)
}

/** `admin.dead-letters._index.tsx` is `/admin/dead-letters`. */
const addressOf = (file: string): string =>
  `/${file
    .replace(/^.*\/|\.tsx$/g, '')
    .split('.')
    .filter((part) => part !== '_index')
    .join('/')}`
