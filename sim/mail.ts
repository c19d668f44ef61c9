// What is delivered at least once, in any order, or never: the work queue's messages and Stripe's
// webhooks.
import { Outage } from '../shared/failure.ts'
import { consume, DEAD_LETTER_QUEUE, type WorkMessage } from '../worker/jobs/queue.ts'
import type { PaymentEvent } from '../worker/ports.ts'
import { receiveEvent } from '../worker/use-cases/receive-event.ts'
import { sha256 } from './operations/act.ts'
import { demand } from './violation.ts'
import type { World } from './world.ts'

const BATCH_MAX = 5
/** As in wrangler.toml. */
const RETRIES_MAX = 10
const WEBHOOK_TRIES_MAX = 3

interface Message {
  readonly name: string
  readonly body: unknown
  readonly queue: string
  readonly attempts: number
}
export interface Mail {
  /** Messages nobody has acked. */
  waiting(): number
  /** Stripe's news goes out; some of it twice, some never. */
  tell(): Promise<void>
  send(body: unknown): void
}

export function createMail(world: World): Mail {
  const { schedule } = world
  const ready: Message[] = []
  let sent = 0
  let waiting = 0

  function post(message: Message, delayMs: number): void {
    waiting += 1
    schedule.after(delayMs, () => {
      ready.push(message)
      schedule.after(0, () => world.spawn(() => deliver(message)))
    })
  }

  async function deliver(first: Message): Promise<void> {
    // Another batch may have taken it along.
    if (!ready.includes(first)) return
    const chance = world.chance('batch', first.name, first.attempts)
    const size = chance.between(1, BATCH_MAX)
    const batch = ready.filter(({ queue }) => queue === first.queue).slice(0, size)
    if (!batch.includes(first)) batch.splice(0, 1, first)
    for (const each of batch) ready.splice(ready.indexOf(each), 1)
    const endings = batch.map(() => [] as (number | 'ack')[])
    const messages = batch.map(({ body, attempts }, n): WorkMessage => {
      const ends = endings[n] as (number | 'ack')[]
      const retry = (options?: { delaySeconds?: number }) => ends.push(options?.delaySeconds ?? 5)
      return { body: structuredClone(body), attempts, ack: () => ends.push('ack'), retry }
    })
    const label = `queue ${String((first.body as { kind?: unknown } | null)?.kind)}`
    const name = `${first.name}/${first.attempts}`
    await world.perform(name, label, (s) => consume(s, { queue: first.queue, messages }))
    batch.forEach((message, n) => ended(message, endings[n] ?? []))
  }

  function ended(message: Message, endings: readonly (number | 'ack')[]): void {
    waiting -= 1
    demand('I19', endings.length <= 1, () => `${message.name} ended ${endings.join(' and ')}`)
    const [ending] = endings
    if (ending === 'ack') return checkAcked(world, message)
    const delayMs = 1000 * (ending ?? 5)
    const isOver = message.attempts > RETRIES_MAX && message.queue !== DEAD_LETTER_QUEUE
    const next = isOver
      ? { queue: DEAD_LETTER_QUEUE, attempts: 1 }
      : { attempts: message.attempts + 1 }
    post({ ...message, ...next }, delayMs)
  }

  function send(body: unknown): void {
    sent += 1
    const chance = world.chance('message', sent)
    const troubled = world.plan.rate > 0
    if (troubled && chance.happens(0.05)) return world.history.note(`message ${sent} is lost`)
    const copies = troubled && chance.happens(0.1) ? 2 : 1
    for (let copy = 1; copy <= copies; copy += 1) {
      const name = `m${sent}.${copy}`
      const message = { name, body, queue: 'kai-work', attempts: 1 }
      post(message, chance.happens(0.8) ? chance.below(300) : chance.below(8_000))
    }
  }

  world.enqueue = (bodies) => bodies.forEach(send)
  return {
    waiting: () => waiting,
    send,
    async tell() {
      for (const event of await world.stripe.events()) announce(world, event)
    },
  }
}

/** What was acked is done, or recorded. */
function checkAcked({ oracle }: World, { name, body }: Message): void {
  const letter = oracle.document(`deadLetters/${sha256(JSON.stringify(body) ?? 'null')}`)
  const { kind, event } = (body ?? {}) as { kind?: string; event?: PaymentEvent }
  if (letter) return
  const isReadable = ['event', 'order', 'retire', 'payout', 'lock', 'recheck'].includes(kind ?? '')
  demand('I19', isReadable, () => `${name} was unreadable, and is nowhere now`)
  const record = oracle.document(`stripeEvents/${event?.id}`)
  const isKept = !event || !KEPT.test(event.type) || record !== undefined
  demand('I19', isKept, () => `${event?.type} of ${name} was acked and is nowhere`)
}

/** Stored until somebody handles them. */
const KEPT = /^(?:charge\.dispute|charge\.refunded|refund\.|radar\.)/
const HEARD =
  /^(?:checkout\.session|payment_intent\.payment_failed|price\.|charge\.dispute|radar\.)/

function announce(world: World, event: PaymentEvent): void {
  const chance = world.chance('webhook', event.id)
  const troubled = world.plan.rate > 0
  if (!HEARD.test(event.type) && !chance.happens(0.05)) return
  if (troubled && chance.happens(0.1)) return world.history.note(`webhook ${event.id} is lost`)
  const copies = troubled && chance.happens(0.2) ? 2 : 1
  for (let copy = 1; copy <= copies; copy += 1) {
    const delayMs = chance.happens(0.8) ? chance.below(400) : chance.below(20_000)
    const name = `${event.id}.${copy}`
    world.schedule.after(delayMs, () => world.spawn(() => knock(world, event, name, 1)))
  }
}

async function knock(
  world: World,
  event: PaymentEvent,
  name: string,
  tries: number,
): Promise<void> {
  const answer = await world.perform(`${name}.${tries}`, `webhook ${event.type}`, (s) =>
    receiveEvent(s, event),
  )
  if (answer.kind === 'value') return checkReceived(world, event, answer.value)
  const known = answer.kind === 'lost' || answer.error instanceof Outage
  demand('500', known, () => `webhook ${event.type} failed`)
  if (tries >= WEBHOOK_TRIES_MAX) return
  const again = () => world.spawn(() => knock(world, event, name, tries + 1))
  world.schedule.after(1_000 * 4 ** tries, again)
}

/** I16: 200 only when it is done or durably queued. */
function checkReceived({ oracle }: World, event: PaymentEvent, outcome: string): void {
  if (outcome === 'queued' || outcome === 'ignored') return
  const isKept = !KEPT.test(event.type) || oracle.document(`stripeEvents/${event.id}`) !== undefined
  demand('I16', isKept, () => `${event.type} was answered with 200 and is nowhere`)
  if (!event.type.startsWith('checkout.session') || !oracle.paidSessions.has(event.objectId)) return
  const credited = oracle.shadow.creditedSessions.has(event.objectId)
  demand('I16', credited, () => `${event.objectId} was paid, answered with 200, and not credited`)
}
