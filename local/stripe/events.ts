// Records an event in the same database step as the change it tells of, and queues its delivery.
import Stripe from 'stripe'
import type { Fate } from './hostile.ts'
import type { Context, EventObjects, EventRow, EventType } from './types.ts'

/** What happens to an event's one delivery; `lost` and `none` never leave by themselves. */
export type DeliveryState = 'pending' | 'delivered' | 'failed' | 'lost' | 'none'

export function emit<T extends EventType>(
  context: Context,
  type: T,
  object: EventObjects[T],
  previous?: object,
): void {
  const fate = context.fate()
  const delivery = deliveryState(context, fate)
  const event = {
    id: context.newId('evt_1'),
    object: 'event',
    api_version: Stripe.API_VERSION,
    created: context.seconds(),
    data: previous ? { object, previous_attributes: previous } : { object },
    livemode: false,
    pending_webhooks: delivery === 'none' ? 0 : 1,
    request: context.request ?? { id: null, idempotency_key: null },
    type,
  } satisfies EventRow
  context.store.save(event)
  context.store.run(
    'insert into deliveries (event, state, next_at) values (?, ?, ?)',
    event.id,
    delivery,
    context.now() + fate.waitMs,
  )
}

/** Emits `*.updated` style events with the fields that changed, as Stripe does. */
export function changed<T extends object>(before: T, after: T): object {
  const entries = Object.entries(before).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(after[key as keyof T]),
  )
  return Object.fromEntries(entries)
}

function deliveryState({ store }: Context, { lost }: Fate): DeliveryState {
  const setting = (name: string) =>
    store.one<{ value: string }>('select value from settings where name = ?', name)?.value
  if (setting('webhook') !== 'on') return 'none'
  return lost || setting('webhooks_enabled') === 'false' ? 'lost' : 'pending'
}
