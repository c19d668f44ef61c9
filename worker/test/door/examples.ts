// One good request an operation: what the matrix bends until it must be refused. The type asks for
// an entry for every operation of the contract, and so does callers.stack.test.ts.
import { createHmac } from 'node:crypto'
import { OPERATIONS } from '../../../shared/api/contract.ts'
import type { Operation } from '../../../shared/api/operation.ts'
import type { TransactionList } from '../../../shared/api/wallet.ts'
import type { FailureCode } from '../../../shared/failure.ts'
import type { Handlers } from '../../http/mount.ts'
import { bettingExamplesAt } from './betting-examples.ts'
import { booksExamplesAt } from './books-examples.ts'
import { consoleExamplesOf } from './console-examples.ts'
import type { Door, HeaderFields } from './door.ts'
import { letterExamplesAt } from './letter-examples.ts'
import { buy, expireOpenOrders } from './people.ts'
import { peopleExamplesAt } from './people-examples.ts'
import { refundExamplesAt } from './refund-examples.ts'
import { resolutionExamplesAt } from './resolution-examples.ts'
import { reviewExamplesAt } from './review-examples.ts'

export interface Example {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  /** Filters that a cursor made with `query` does not belong to. */
  readonly otherQuery?: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, unknown>>
  readonly raw?: { readonly body: string; readonly headers: HeaderFields }
  /** Params of something that belongs to user2, and what asking for it is answered. */
  readonly foreign?: { readonly params: Record<string, string>; readonly code: FailureCode }
  /** Who sends it, where the usual caller would be spoilt for other tests; NEW: once, each. */
  readonly as?: string
  /** Sent with it every time, by who could do it only once: then it is replayed. */
  readonly key?: string
  /** Asks for something else under the same key; absent where a repeat is no test of its key. */
  readonly other?: Pick<Example, 'params' | 'body'>
  /** What a well-formed but wrong value of a field is refused as, besides REQUEST_INVALID. */
  readonly wrongValue?: FailureCode
}
/** Somebody else every time: what they send ends their own token. */
export const NEW = 'new'
export type Examples = { readonly [Id in keyof Handlers]: Example }

/** Buys what the examples talk about; all of it belongs to `user`, what is foreign to `user2`. */
export async function examplesAt(door: Door): Promise<Examples> {
  await expireOpenOrders(door)
  const own = { id: (await buy(door, 'user')).purchaseId }
  await buy(door, 'user', 'popular')
  const foreign = { id: (await buy(door, 'user2')).purchaseId }
  const isForeign = { params: foreign, code: 'PURCHASE_NOT_FOUND' } as const
  const saved = await starterAt(door)
  const story = { id: await newestRowOf(door, 'user') }
  const others = { id: await newestRowOf(door, 'user2') }
  return {
    getHealth: {},
    startSession: { body: { idToken: await door.tokenOf('user') }, wrongValue: 'UNAUTHENTICATED' },
    endSession: {},
    endAllSessions: { as: NEW },
    startListening: {},
    getProfile: {},
    setProfile: { body: { displayName: 'Zo\u00eb Q.' } },
    listPackages: {},
    startPurchase: { body: { packageId: 'starter' }, other: { body: { packageId: 'popular' } } },
    listPurchases: { query: { limit: '1' }, otherQuery: { status: 'credited' } },
    getPurchase: { params: own, foreign: isForeign },
    confirmPurchase: { params: own, foreign: isForeign },
    cancelPurchase: { params: own, foreign: isForeign },
    stripeWebhook: { raw: signedEvent(door, { type: 'kai.unknown' }) },
    listAllPackages: {},
    getAnyPackage: { params: { id: 'starter' } },
    checkPrices: {},
    orderPackages: { body: { ids: ['popular', 'pro'] }, other: { body: { ids: ['starter'] } } },
    savePackage: { body: saved, other: { body: { ...saved, name: 'Another name' } } },
    getBalance: {},
    listTransactions: { query: { limit: '1' }, otherQuery: { type: 'purchase' } },
    exportTransactions: { query: { type: 'purchase' } },
    getTransaction: {
      params: story,
      foreign: { params: others, code: 'TRANSACTION_NOT_FOUND' },
    },
    listRunningPayouts: {},
    ...(await refundExamplesAt(door, own.id)),
    ...(await bettingExamplesAt(door)),
    ...(await peopleExamplesAt(door)),
    ...(await resolutionExamplesAt(door)),
    ...(await reviewExamplesAt(door)),
    ...(await letterExamplesAt(door)),
    ...(await booksExamplesAt(door)),
    ...consoleExamplesOf({ rowId: story.id, purchaseId: own.id }),
  }
}

/** Where each operation's example is found. */
export async function findExamples(door: Door): Promise<(operation: Operation) => Example> {
  const examples = await examplesAt(door)
  return ({ id }) => examples[id as keyof Examples]
}

/** The smallest package, as an admin saves it. */
async function starterAt(door: Door) {
  const starter = (await door.documents())['packages/starter'] ?? ''
  const [stripePriceId] = /price_\w+/.exec(starter) ?? []
  return {
    id: 'starter',
    name: 'Starter',
    tokens: 500,
    bonusTokens: 0,
    priceUsdCents: 499,
    stripePriceId,
    isActive: true,
    popular: false,
    sortOrder: 0,
  }
}

async function newestRowOf(door: Door, name: string): Promise<string> {
  const headers = await door.bearer(name)
  const answer = await door.send('/api/wallet/transactions?limit=1', { headers })
  const { items } = (await answer.json()) as TransactionList
  return items[0]?.id ?? ''
}

export const named = OPERATIONS.map((operation) => [operation.id, operation] as const)

/** The headers that let the right caller in. */
export async function rightCaller(
  door: Door,
  { caller }: Operation,
  { as }: Example,
): Promise<HeaderFields> {
  if (as === NEW) return door.bearer(await door.newPerson(crypto.randomUUID()))
  if (caller === 'user' || caller === 'admin') return door.bearer(as ?? caller)
  return caller === 'browser' ? { origin: door.facts.url } : {}
}

export function pathOf(operation: Operation, { params = {}, query = {} }: Example): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')
  const search = new URLSearchParams(query).toString()
  return search === '' ? path : `${path}?${search}`
}

/** The example as a request; `caller` are its credentials. */
export function initOf(operation: Operation, example: Example, caller: HeaderFields): RequestInit {
  const { method, idempotencyKey } = operation
  const { body, raw, key = crypto.randomUUID() } = example
  const headers = {
    ...(body && { 'content-type': 'application/json' }),
    ...(idempotencyKey && { 'idempotency-key': key }),
    ...raw?.headers,
    ...caller,
  }
  if (raw) return { method, headers, body: raw.body }
  return { method, headers, ...(body && { body: JSON.stringify(body) }) }
}

export interface Signing {
  readonly type?: string
  readonly objectId?: string
  readonly livemode?: boolean
  /** Seconds from now; default 0. */
  readonly age?: number
  readonly secret?: string
}

/** An event as Stripe would send it; its object is nobody's unless named. */
export function signedEvent({ facts }: Pick<Door, 'facts'>, signing: Signing = {}) {
  const { type = 'checkout.session.completed', objectId = 'cs_test_nobody', age = 0 } = signing
  const at = Math.floor(Date.now() / 1000) - age
  const body = JSON.stringify({
    id: `evt_door${crypto.randomUUID().replaceAll('-', '')}`,
    object: 'event',
    type,
    created: at,
    livemode: signing.livemode ?? false,
    data: { object: { id: objectId, object: 'checkout.session' } },
  })
  const secret = signing.secret ?? facts.webhookSecret
  return { body, headers: { 'stripe-signature': signatureOf(body, at, secret) } }
}

export function signatureOf(body: string, at: number, secret: string): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
}
