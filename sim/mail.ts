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
const WORK_QUEUE = 'kai-work'
/** As in wrangler.toml. */
const RETRIES_MAX = 10
const WEBHOOK_TRIES_MAX = 3

interface Message {
  readonly name: string
  readonly body: unknown
  readonly queue: string
  readonly attempts: number
}
export class Mail {
  readonly #world: World
  readonly #ready: Message[] = []
  #sent = 0
  /** Messages nobody has acked. */
  waiting = 0
  /** No webhook arrives any more. */
  isDeaf = false

  constructor(world: World) {
    this.#world = world
    world.enqueue = (bodies) => {
      for (const body of bodies) {
        this.send(body)
        const { event } = (body ?? {}) as { event?: PaymentEvent }
        if (event) world.queuedEvents.add(event.id)
      }
    }
  }

  /** Stripe's news goes out; some of it twice, some never. */
  async tell(): Promise<void> {
    const news = await this.#world.stripe.events()
    for (const event of news) if (!this.isDeaf) announce(this.#world, event)
  }

  send(body: unknown, queue = WORK_QUEUE): void {
    this.#sent += 1
    const chance = this.#world.chance('message', this.#sent)
    const troubled = this.#world.plan.rate > 0
    if (troubled && chance.happens(0.05)) {
      this.#world.history.note(`message ${this.#sent} is lost`)
      return
    }
    const copies = troubled && chance.happens(0.1) ? 2 : 1
    for (let copy = 1; copy <= copies; copy += 1) {
      const name = `m${this.#sent}.${copy}`
      const message = { name, body, queue, attempts: 1 }
      this.#post(message, chance.happens(0.8) ? chance.below(300) : chance.below(8_000))
    }
  }

  #post(message: Message, delayMs: number): void {
    this.waiting += 1
    this.#world.schedule.after(delayMs, () => {
      this.#ready.push(message)
      this.#world.spawn(() => this.#deliver(message))
    })
  }

  async #deliver(first: Message): Promise<void> {
    // Others of the same moment may come along, or have taken it along.
    await Promise.resolve()
    if (!this.#ready.includes(first)) return
    const batch = this.#batchOf(first)
    const endings = batch.map(() => [] as Ending[])
    const messages = batch.map((each, n) => messageOf(each, endings[n] as Ending[]))
    const label = `queue ${String((first.body as { kind?: unknown } | null)?.kind)}`
    const name = `${first.name}/${first.attempts}`
    await this.#world.perform(name, label, (s) => consume(s, { queue: first.queue, messages }))
    for (const [n, message] of batch.entries()) this.#ended(message, endings[n] ?? [])
  }

  #batchOf(first: Message): Message[] {
    const chance = this.#world.chance('batch', first.name, first.attempts)
    const size = chance.between(1, BATCH_MAX)
    const batch = this.#ready.filter(({ queue }) => queue === first.queue).slice(0, size)
    if (!batch.includes(first)) batch.splice(0, 1, first)
    for (const each of batch) this.#ready.splice(this.#ready.indexOf(each), 1)
    return batch
  }

  #ended(message: Message, endings: readonly Ending[]): void {
    this.waiting -= 1
    demand('I19', endings.length <= 1, () => `${message.name} ended ${endings.join(' and ')}`)
    const [ending] = endings
    if (ending === 'ack') {
      checkAcked(this.#world, message)
      return
    }
    const delayMs = 1000 * (ending ?? 5)
    const isOver = message.attempts > RETRIES_MAX && message.queue !== DEAD_LETTER_QUEUE
    const again = { attempts: message.attempts + 1 }
    const next = isOver ? { queue: DEAD_LETTER_QUEUE, attempts: 1 } : again
    this.#post({ ...message, ...next }, delayMs)
  }
}

/** Acked, or tried again after so many seconds. */
type Ending = 'ack' | number

function messageOf({ body, attempts }: Message, endings: Ending[]): WorkMessage {
  return {
    body: structuredClone(body),
    attempts,
    ack: () => endings.push('ack'),
    retry: (options) => endings.push(options?.delaySeconds ?? 5),
  }
}

const KINDS = [
  ...['event', 'order', 'retire', 'payout', 'lock', 'recheck', 'refund', 'reconcile'],
  'countOrders',
]

/** What was acked is done, or recorded. */
function checkAcked({ oracle }: World, { name, body }: Message): void {
  const letter = oracle.document(`deadLetters/${sha256(JSON.stringify(body) ?? 'null')}`)
  const { kind, event } = (body ?? {}) as { kind?: string; event?: PaymentEvent }
  if (letter) return
  const isReadable = KINDS.includes(kind ?? '')
  demand('I19', isReadable, () => `${name} was unreadable, and is nowhere now`)
  const record = oracle.document(`stripeEvents/${event?.id}`)
  const isKept = !event || !KEPT.test(event.type) || record !== undefined
  demand('I19', isKept, () => `${event?.type} of ${name} was acked and is nowhere`)
}

/** They move tokens or stop purchases: each leaves its record. */
const KEPT = /^(?:charge\.dispute|charge\.refunded|refund\.|radar\.)/
const HEARD = /^(?:checkout\.session|payment_intent\.payment_failed|price\.updated)/

function announce(world: World, event: PaymentEvent): void {
  const chance = world.chance('webhook', event.id)
  const troubled = world.plan.rate > 0
  const isHeard = HEARD.test(event.type) || KEPT.test(event.type)
  if (!isHeard && !chance.happens(0.05)) return
  if (troubled && chance.happens(0.1)) {
    world.history.note(`webhook ${event.id} is lost`)
    return
  }
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
  // A bank debit may arrive while the event before it is looked at.
  const { paidSessions, elsewhere } = world.oracle
  const wasPaid = paidSessions.has(event.objectId) || elsewhere.has(event.objectId)
  const answer = await world.perform(`${name}.${tries}`, `webhook ${event.type}`, (s) =>
    receiveEvent(s, event),
  )
  if (answer.kind === 'value') return checkReceived(world, event, answer.value, wasPaid)
  const known = answer.kind === 'lost' || answer.error instanceof Outage
  demand('500', known, () => `webhook ${event.type} failed`)
  if (tries >= WEBHOOK_TRIES_MAX) return
  const again = () => world.spawn(() => knock(world, event, name, tries + 1))
  world.schedule.after(1_000 * 4 ** tries, again)
}

/** I16: 200 only when it is done or durably queued. */
function checkReceived(world: World, event: PaymentEvent, outcome: string, wasPaid: boolean): void {
  const { oracle, queuedEvents } = world
  const isQueued = outcome !== 'queued' || queuedEvents.has(event.id)
  demand('I16', isQueued, () => `${event.type} was answered as queued and is not`)
  if (outcome === 'queued' || outcome === 'ignored') return
  const isKept = !KEPT.test(event.type) || oracle.document(`stripeEvents/${event.id}`) !== undefined
  demand('I16', isKept, () => `${event.type} was answered with 200 and is nowhere`)
  if (!event.type.startsWith('checkout.session') || !wasPaid) return
  const known = oracle.isAnswered(event.objectId)
  demand('I16', known, () => `${event.objectId} was paid, answered with 200, and not credited`)
}
