// Where the console shows what has an id.
import type { SearchHit } from '../../shared/api/console.ts'

const one = (place: string) => (id: string) => `/admin/${place}/${encodeURIComponent(id)}`

export const LEDGER_PATH = '/admin/transactions'
export const PACKAGES_PATH = '/admin/packages'

export const CONSOLE_PATHS = {
  transaction: one('transactions'),
  purchase: one('purchases'),
  prediction: one('predictions'),
  refund: one('refunds'),
  adjustment: one('adjustments'),
  ruling: one('rulings'),
  resolution: one('resolutions'),
  review: one('reviews'),
  case: one('cases'),
  dead_letter: one('dead-letters'),
  report: one('reports'),
  user: one('people'),
  audit: one('audit'),
  package: (id: string) => `/admin/packages?edit=${encodeURIComponent(id)}#form`,
} satisfies Partial<Record<SearchHit['kind'] | 'audit' | 'review', (id: string) => string>>

/** null: it has no page of its own. */
export function pathOfHit({ kind, id }: Pick<SearchHit, 'kind' | 'id'>): string | null {
  const paths: Partial<Record<SearchHit['kind'], (id: string) => string>> = CONSOLE_PATHS
  return paths[kind]?.(id) ?? null
}

const BY_PREFIX: readonly (readonly [RegExp, (id: string) => string])[] = [
  [/^pur_/, CONSOLE_PATHS.purchase],
  [/^rfd_/, CONSOLE_PATHS.refund],
  [/^adj_/, CONSOLE_PATHS.adjustment],
  [/^rul_/, CONSOLE_PATHS.ruling],
  [/^res_/, CONSOLE_PATHS.resolution],
]

/** Of an id that says itself what it is of. */
export const pathOfId = (id: string): string | null =>
  BY_PREFIX.find(([prefix]) => prefix.test(id))?.[1](id) ?? null
