// Delivers events: signed with Stripe's scheme, at least once, again and again until a 2xx, with
// what is still owed kept in the database.
import type { DeliveryState } from './events.ts'
import type { Delivery, Hostility } from './hostile.ts'
import { signatureOf } from './signature.ts'
import type { Store } from './store.ts'
import type { EventRow, WebhookTarget } from './types.ts'

const DELIVERIES_AT_ONCE_MAX = 8
const DELIVERY_TIMEOUT_MS = 20_000
const RETRY_MS_DEFAULT = 1_000
const RETRY_MS_MAX = 60 * 60 * 1000
const GIVE_UP_MS = 3 * 24 * 60 * 60 * 1000

export interface DeliveryOptions {
  store: Store
  now(): number
  fetch: typeof fetch
  hostility: Hostility
  retryMs: number | undefined
  /** Called after each attempt: the next one has another time. */
  tried(): void
}

interface Owed {
  event: string
  attempts: number
}

export interface Delivered {
  status: number | null
  error: string | null
}

export class Webhooks {
  readonly #options: DeliveryOptions
  readonly #inFlight = new Map<string, Promise<void>>()
  /** One for each request under way: a signal shared by all would never let go of any of them. */
  readonly #requests = new Set<AbortController>()
  #closed = false
  #target: WebhookTarget | undefined

  constructor(options: DeliveryOptions, target: WebhookTarget | undefined) {
    this.#options = options
    // Losing webhooks is a fault for one run, like the other faults.
    options.store.run(`delete from settings where name = 'webhooks_enabled'`)
    this.setTarget(target)
  }

  setTarget(target: WebhookTarget | undefined): void {
    this.#target = target
    this.#options.store.run(
      'insert or replace into settings values (?, ?)',
      'webhook',
      target ? 'on' : 'off',
    )
  }

  /** What waits for its time doesn't wait any longer. */
  hurry(): void {
    this.#options.store.run(
      `update deliveries set next_at = ? where state = 'pending'`,
      this.#options.now(),
    )
  }

  /** Starts what is due now; the rest waits for its time. */
  start(until = this.#options.now()): void {
    if (this.#closed || !this.#target) return
    for (const owed of this.#due(until)) {
      if (this.#inFlight.size >= DELIVERIES_AT_ONCE_MAX) return
      if (this.#inFlight.has(owed.event)) continue
      const delivery = this.#deliver(owed).finally(() => this.#inFlight.delete(owed.event))
      this.#inFlight.set(owed.event, delivery)
      void delivery.then(() => {
        this.start(until)
        this.#options.tried()
      })
    }
  }

  /** Resolves when everything that was due at the call has been tried. */
  async flush(): Promise<void> {
    const until = this.#options.now()
    for (;;) {
      this.start(until)
      if (this.#inFlight.size === 0) return
      await Promise.all(this.#inFlight.values())
    }
  }

  /** When the next attempt is due; those under way start their successors themselves. */
  nextAt(): number | undefined {
    if (!this.#target || this.#inFlight.size >= DELIVERIES_AT_ONCE_MAX) return undefined
    const busy = [...this.#inFlight.keys()]
    const row = this.#options.store.one<{ at: number | null }>(
      `select min(next_at) as at from deliveries where state = 'pending'
        and event not in (${busy.map(() => '?').join(', ')})`,
      ...busy,
    )
    return row?.at ?? undefined
  }

  /** Once more, whatever its state; the answer of the endpoint is returned, not recorded. */
  async send(event: EventRow): Promise<Delivered> {
    if (!this.#target) return { status: null, error: 'no webhook endpoint is set' }
    const request = new AbortController()
    const timeout = setTimeout(() => request.abort(), DELIVERY_TIMEOUT_MS)
    this.#requests.add(request)
    try {
      const status = await this.#post(this.#target, event, request.signal)
      return { status, error: null }
    } catch (error) {
      return { status: null, error: error instanceof Error ? error.message : String(error) }
    } finally {
      clearTimeout(timeout)
      this.#requests.delete(request)
    }
  }

  close(): void {
    this.#closed = true
    for (const request of this.#requests) request.abort()
  }

  async #post({ url, secret }: WebhookTarget, event: EventRow, signal: AbortSignal) {
    const body = JSON.stringify(event, null, 2)
    const response = await this.#options.fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signatureOf(body, secret, Math.floor(this.#options.now() / 1000)),
      },
      body,
      redirect: 'manual',
      signal,
    })
    await response.arrayBuffer()
    return response.status
  }

  #due(until: number): Owed[] {
    return this.#options.store.all<Owed & object>(
      `select event, attempts from deliveries where state = 'pending' and next_at <= ?
        order by next_at, rowid limit ?`,
      until,
      DELIVERIES_AT_ONCE_MAX * 2,
    )
  }

  async #deliver({ event, attempts }: Owed): Promise<void> {
    const { store } = this.#options
    const row = store.get('event', event)
    if (!row) return
    const result = await this.#attempt(row, this.#options.hostility.delivery())
    // Stopped in the middle: it stays owed, and the next start tries again.
    if (this.#closed) return
    const tried = attempts + 1
    store.run(
      `update deliveries set state = ?, attempts = ?, next_at = ?, status = ?, error = ?
        where event = ?`,
      this.#stateAfter(row, result),
      tried,
      this.#options.now() + this.#backOffMs(tried),
      result.status,
      result.error,
      event,
    )
  }

  async #attempt(row: EventRow, delivery: Delivery): Promise<Delivered> {
    if (delivery === 'lost') return { status: null, error: 'lost on the way' }
    const results = await Promise.all(
      delivery === 'twice' ? [this.send(row), this.send(row)] : [this.send(row)],
    )
    if (delivery === 'answer lost') return { status: null, error: 'the answer was lost' }
    return results.find(isAccepted) ?? results[0] ?? { status: null, error: 'not sent' }
  }

  #stateAfter(event: EventRow, result: Delivered): DeliveryState {
    if (isAccepted(result)) return 'delivered'
    return this.#options.now() - event.created * 1000 > GIVE_UP_MS ? 'failed' : 'pending'
  }

  #backOffMs(attempts: number): number {
    const base = this.#options.retryMs ?? RETRY_MS_DEFAULT
    return Math.min(Math.max(base, 1) * 2 ** Math.min(attempts - 1, 20), RETRY_MS_MAX)
  }
}

function isAccepted({ status }: Delivered): boolean {
  return status !== null && status >= 200 && status < 300
}
