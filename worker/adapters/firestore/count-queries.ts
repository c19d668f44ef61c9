// What is counted and added up for the numbers of the business; each needs its index.
import type { Micros } from '../../domain/ledger.ts'
import type { Added } from './client.ts'
import { everyShard } from './queries-books.ts'
import { and, at, by, field, text } from './query-parts.ts'

interface Window {
  readonly from: Micros
  readonly to: Micros
  readonly shards: number
}

export const ordersCreated = ({ from, to, shards }: Window, status: string | null): Added => ({
  where: and(
    status !== null && field('status', 'EQUAL', text(status)),
    everyShard(shards),
    field('createdAt', 'GREATER_THAN_OR_EQUAL', at(from)),
    field('createdAt', 'LESS_THAN', at(to)),
  ),
})

export const creditedOrders = (): Added => ({
  where: and(field('status', 'EQUAL', text('credited'))),
})

export const openFlags = (): Added => ({ where: and(field('state', 'EQUAL', text('open'))) })
export const parkedLetters = (): Added => ({
  where: and(field('state', 'EQUAL', text('parked'))),
})

export const proposedSince = (since: Micros): Added => ({
  where: and(
    field('state', 'EQUAL', text('proposed')),
    field('createdAt', 'GREATER_THAN', at(since)),
  ),
  // The order of their list: one index serves both.
  orderBy: [by('createdAt', 'DESCENDING'), by('id', 'DESCENDING')],
})
