// The whole database in the words of the domain, and what must be true of it at any moment.

import { SPELLINGS } from '../../adapters/firestore/documents.ts'
import type { Fields } from '../../adapters/firestore/values.ts'
import type { Commitment } from '../../domain/commitment.ts'
import type { DeadLetter } from '../../domain/dead-letter.ts'
import type { Flag } from '../../domain/flag.ts'
import { rowHash, type TokenTransaction, type Wallet } from '../../domain/ledger.ts'
import type { PayoutJob } from '../../domain/payout-job.ts'
import type { Lock, Prediction } from '../../domain/prediction.ts'
import type { Order } from '../../domain/purchase.ts'
import type { EventRecord, Kind, Stored, WrappedKey } from '../../ports.ts'
import { PROJECT_ID } from '../harness.ts'
import { sha256 } from '../movements.ts'
import { faultsOfPayouts } from './payout-books.ts'
import type { World } from './world.ts'

export interface Books {
  readonly wallets: readonly Wallet[]
  readonly rows: readonly TokenTransaction[]
  readonly orders: readonly Order[]
  readonly dataKeys: readonly WrappedKey[]
  readonly events: readonly EventRecord[]
  readonly flags: readonly Flag[]
  readonly deadLetters: readonly DeadLetter[]
  readonly predictions: readonly Prediction[]
  readonly locks: readonly Lock[]
  readonly commitments: readonly Commitment[]
  readonly payoutJobs: readonly PayoutJob[]
}

interface StoredJson {
  readonly fields?: Fields
  readonly createTime: string
}

/** As `readDatabase` gives them: path -> JSON. */
export type Documents = Readonly<Record<string, string>>

export function booksOf(documents: Documents): Books {
  const all = <K extends Kind>(kind: K): Stored[K][] => {
    const { collection, decode } = SPELLINGS[kind]
    return Object.entries(documents)
      .filter(([path]) => path.startsWith(`${collection}/`))
      .map(([, json]) => {
        const { fields = {}, createTime } = JSON.parse(json) as StoredJson
        return decode(fields, createTime)
      })
  }
  return {
    wallets: all('wallet'),
    rows: all('row').sort((a, b) => a.seq - b.seq),
    orders: all('order'),
    dataKeys: all('dataKey'),
    events: all('event'),
    flags: all('flag'),
    deadLetters: all('deadLetter'),
    predictions: all('prediction'),
    locks: all('lock'),
    commitments: all('commitment'),
    payoutJobs: all('payoutJob'),
  }
}

/** Straight from the database, past whatever is broken. */
export async function orderOf({ harness }: World, id: string): Promise<Order> {
  const root = `projects/${PROJECT_ID}/databases/(default)/documents`
  const url = `http://127.0.0.1/v1/${root}/${SPELLINGS.order.collection}/${id}`
  const headers = { authorization: 'Bearer owner' }
  const answer = await harness.firestore.fetch(new Request(url, { headers }))
  const { fields = {}, createTime } = (await answer.json()) as StoredJson
  return SPELLINGS.order.decode(fields, createTime)
}

/** What is wrong, in words; money-rules 3 for purchases. */
export function faultsIn(books: Books): string[] {
  const { wallets, rows, orders } = books
  const owners = new Set([...rows, ...orders].map(({ userId }) => userId))
  const missing = [...owners].filter((id) => !wallets.some(({ userId }) => userId === id))
  const supply = rows.reduce((sum, { deltas: d }) => {
    return sum + d.dAvailable + d.dCommitted - d.dOwed + d.dStripe + d.dPromo + d.dBook + d.dAdjust
  }, 0)
  return [
    ...missing.map((id) => `${id} has rows or orders and no wallet`),
    ...(supply === 0 ? [] : [`${supply} tokens came from nowhere`]),
    ...wallets.flatMap((wallet) => faultsOfWallet(wallet, books)),
    ...orders.flatMap((order) => faultsOfOrder(order, rows)),
    ...orders.flatMap((order) => faultsOfReversals(order, rows)),
    ...rows
      .filter(({ type }) => type === 'purchase')
      .flatMap(({ id, relatedId }) =>
        orders.some((order) => order.id === relatedId) ? [] : [`${id} belongs to no order`],
      ),
    ...faultsOfPayouts(books),
  ]
}

function faultsOfWallet(wallet: Wallet, { rows, orders }: Books): string[] {
  const own = rows.filter(({ userId }) => userId === wallet.userId)
  const sum = (field: 'dAvailable' | 'dCommitted' | 'dOwed'): number =>
    own.reduce((total, { deltas }) => total + deltas[field], 0)
  const open = orders.filter(
    ({ userId, status }) => userId === wallet.userId && OPEN.includes(status),
  )
  const claims: [string, boolean][] = [
    ['available is the sum of the rows', wallet.available === sum('dAvailable')],
    ['committed is the sum of the rows', wallet.committed === sum('dCommitted')],
    ['owed is the sum of the rows', wallet.owed === sum('dOwed')],
    ['never available and owed', wallet.available === 0 || wallet.owed === 0],
    ['a version for each row', wallet.version === own.length],
    ['the chain ends in the wallet', wallet.headHash === (own.at(-1)?.hash ?? '')],
    ['openOrders names the open orders', sameNames(wallet.openOrders, open)],
    ...own.flatMap((row, at): [string, boolean][] => [
      [`seq of ${row.id}`, row.seq === at + 1 && row.after.version === row.seq],
      [`chain of ${row.id}`, row.prevHash === (own[at - 1]?.hash ?? '')],
      [`hash of ${row.id}`, row.hash === rowHash(row, sha256)],
      [`nothing below zero after ${row.id}`, row.after.available >= 0 && row.after.owed >= 0],
      [`before of ${row.id}`, row.balanceBefore === (own[at - 1]?.balanceAfter ?? 0)],
    ]),
  ]
  return claims.flatMap(([claim, holds]) => (holds ? [] : [`${wallet.userId}: ${claim}`]))
}

const OPEN: readonly Order['status'][] = ['creating', 'pending', 'awaiting_payment']

function sameNames(openOrders: Wallet['openOrders'], open: readonly Order[]): boolean {
  const named = Object.keys(openOrders).sort()
  return (
    named.join() ===
    open
      .map(({ id }) => id as string)
      .sort()
      .join()
  )
}

/** I8: what is taken back is what its rows moved, and never more than was granted. */
function faultsOfReversals(order: Order, rows: readonly TokenTransaction[]): string[] {
  const own = rows.filter(({ id }) => id.startsWith(`reversal_${order.id}_`))
  const sum = (field: 'dStripe' | 'dPromo') =>
    own.reduce((total, { deltas }) => total + deltas[field], 0)
  const { tokens, bonus } = order.taken
  const claims: [string, boolean][] = [
    ['a row for each reversal', own.length === order.reversals],
    ['taken tokens are the sum of the rows', tokens === sum('dStripe')],
    ['taken bonus is the sum of the rows', bonus === sum('dPromo')],
    ['never more taken than granted', tokens <= order.tokens && bonus <= order.bonusTokens],
    ['nothing taken that was not granted', order.status === 'credited' || own.length === 0],
  ]
  return claims.flatMap(([claim, holds]) => (holds ? [] : [`${order.id}: ${claim}`]))
}

function faultsOfOrder(order: Order, rows: readonly TokenTransaction[]): string[] {
  const credits = rows.filter(
    ({ type, relatedId }) => type === 'purchase' && relatedId === order.id,
  )
  const wanted = order.status === 'credited' ? 1 : 0
  if (credits.length !== wanted) return [`${order.id} is ${order.status}: ${credits.length} rows`]
  return credits.flatMap(({ id, amount, userId }) => [
    ...(amount === order.tokens + order.bonusTokens ? [] : [`${id} credits ${amount}`]),
    ...(id === `purchase_${order.sessionId}` ? [] : [`${id} is of another session`]),
    ...(userId === order.userId ? [] : [`${id} went to ${userId}`]),
  ])
}
