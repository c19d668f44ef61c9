// Buying in tests: the use cases a person goes through, with the ordinary answers unwrapped.
import type { FailureCode, Result } from '../../shared/failure.ts'
import { PackageId, type SessionId, type UserId } from '../../shared/ids.ts'
import type { TokenTransaction } from '../domain/ledger.ts'
import type { Order } from '../domain/purchase.ts'
import type { PaymentEvent, Services } from '../ports.ts'
import { type StartPurchase, startPurchase } from '../use-cases/start-purchase.ts'
import type { Harness } from './harness.ts'
import { ALICE } from './people.ts'
import { keyOf, RETURN_TO, sell, startHarness } from './start.ts'

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.failure.code}`)
  return result.value
}

export const codeOf = (result: Result<unknown>): FailureCode | 'ok' =>
  result.ok ? 'ok' : result.failure.code

export const wish = (key = 'key-1', more: Partial<StartPurchase> = {}): StartPurchase => ({
  userId: ALICE,
  packageId: PackageId.parse('starter'),
  key: keyOf(key),
  returnTo: RETURN_TO,
  ...more,
})

/** A pending order of the package `starter`, which is put on sale when it isn't yet. */
export async function order(
  harness: Harness,
  key = 'key-1',
  userId: UserId = ALICE,
): Promise<Order & { sessionId: SessionId }> {
  const { store } = harness.services
  const known = await store.read({ sold: { kind: 'package', id: 'starter' } })
  if (!known.sold) await sell(harness)
  const started = must(await startPurchase(harness.services, wish(key, { userId })))
  const { sessionId } = started.order
  if (sessionId === null) throw new Error('no session was opened')
  return { ...started.order, sessionId }
}

/** An order that was paid at Stripe, which nobody here has heard of yet. */
export async function startPaid() {
  const harness = startHarness()
  const s = harness.services
  const placed = await order(harness)
  await harness.pay(placed.checkoutUrl)
  const session = await s.payments.session(placed.sessionId)
  if (!session) throw new Error('no session')
  const input = { purchaseId: placed.id, session, userId: ALICE }
  return { harness, s, placed, session, input }
}

/** Why each payment that was not granted waits for people. */
export async function flagsOf(harness: Harness): Promise<string[]> {
  const documents = Object.entries(await harness.documents())
  return documents.flatMap(([path, text]) =>
    path.startsWith('fraudFlags/') ? [JSON.parse(text).fields.reason.stringValue] : [],
  )
}

export async function orderNow({ store }: Services, { id }: Pick<Order, 'id'>): Promise<Order> {
  const { found } = await store.read({ found: { kind: 'order', id } })
  if (!found) throw new Error('the order is gone')
  return found
}

/** `open`: the orders that hold a slot, as a list, which `toMatchObject` compares whole. */
export async function walletOf({ store }: Services, userId: UserId = ALICE) {
  const { wallet } = await store.read({ wallet: { kind: 'wallet', id: userId } })
  return wallet && { ...wallet, open: Object.keys(wallet.openOrders) }
}

export function rowsOf({ store }: Services, userId: UserId = ALICE): Promise<TokenTransaction[]> {
  return store.rowsOf(userId, {}, { limit: 100, after: null })
}

let sent = 0

export function eventOf(type: string, objectId: string, id?: string): PaymentEvent {
  sent += 1
  return { id: id ?? `evt_${sent}`, type, objectId, createdAt: 1_768_478_400_000_000 }
}

export const COMPLETED = 'checkout.session.completed'
