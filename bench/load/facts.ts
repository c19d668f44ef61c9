// What is left afterwards, asked of the stand-ins themselves and not of the product.
import Stripe from 'stripe'
import type { Stack } from '../../local/stack.ts'
import { PROJECT_ID } from '../../local/stand-ins.ts'
import { type Books, booksOf } from '../../worker/test/faults/books.ts'
import { readDatabase } from '../../worker/test/snapshot.ts'

export interface Facts {
  readonly books: Books
  readonly sessions: readonly Stripe.Checkout.Session[]
  /** By service and name of the call. */
  readonly calls: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Calls that the stand-in of Stripe refused. */
  readonly refused: number
  /** Of `checkout.session.completed`. */
  readonly webhooks: { readonly events: number; readonly again: number; readonly owed: number }
}

const COMPLETED = 'checkout.session.completed'
const LISTED_MAX = { limit: 10_000 }
const EVENTS_MAX = 1000

export async function factsOf({ services, secrets }: Stack): Promise<Facts> {
  const firestore = services.firestore?.url ?? ''
  const stripe = services.stripe?.url ?? ''
  const { rules } = await read<{ rules: { fired: number }[] }>(`${stripe}/__local/faults`)
  return {
    books: booksOf(await readDatabase((request) => through(firestore, request), PROJECT_ID)),
    sessions: await listSessions(stripe, secrets.stripeKey),
    calls: { Firestore: await callsOf(firestore), Stripe: await callsOf(stripe) },
    refused: rules.reduce((sum, rule) => sum + rule.fired, 0),
    webhooks: await webhooksOf(stripe),
  }
}

async function read<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T
}

async function callsOf(url: string): Promise<Record<string, number>> {
  const { calls } = await read<{ calls: Record<string, number> }>(`${url}/__local/counters`)
  return calls
}

/** `readDatabase` leaves the host open. */
function through(origin: string, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  return fetch(`${origin}${pathname}${search}`, request)
}

function listSessions(url: string, key: string): Promise<Stripe.Checkout.Session[]> {
  const { hostname, port } = new URL(url)
  // This, too, is refused now and then.
  const sdk = new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 10 })
  return sdk.checkout.sessions.list({ limit: 100 }).autoPagingToArray(LISTED_MAX)
}

interface Delivery {
  readonly state: string
  readonly attempts: number
}

async function webhooksOf(url: string): Promise<Facts['webhooks']> {
  const { events } = await read<{ events: { delivery?: Delivery }[] }>(
    `${url}/__local/events?limit=${EVENTS_MAX}&type=${COMPLETED}`,
  )
  const deliveries = events.flatMap(({ delivery }) => delivery ?? [])
  return {
    events: events.length,
    again: deliveries.reduce((sum, { attempts }) => sum + Math.max(0, attempts - 1), 0),
    owed: deliveries.filter(({ state }) => state === 'pending').length,
  }
}
