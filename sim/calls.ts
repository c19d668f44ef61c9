// The way of one call from an isolate to a service and back: every await of the product that
// leaves the isolate is here, and the schedule decides when and how it goes on.
import { type Chance, chanceOf } from './chance.ts'
import { type Fate, type FaultPlan, fateOf, type Service } from './faults.ts'
import type { Schedule } from './schedule.ts'

export interface Isolate {
  readonly name: string
  alive: boolean
  /** Milliseconds that its clock is ahead of the true one. */
  skew: number
}
/** One call of a use case by somebody outside. */
export interface Task {
  readonly name: string
  readonly isolate: Isolate
  /** Milliseconds by the true clock. */
  readonly startedAt: number
  calls: number
  /** Commits and ledger rows that were applied on its behalf. */
  commits: number
  rows: number
  /** It was answered with a refusal that promises to have changed nothing. */
  refused: boolean
}
export const taskOf = (name: string, isolate: Isolate, startedAt: number): Task => {
  return { name, isolate, startedAt, calls: 0, commits: 0, rows: 0, refused: false }
}
export interface Call<T> {
  readonly service: Service
  readonly kind: string
  readonly task: Task
  readonly timeoutMs: number
  carryOut(): T | Promise<T>
  /** The service's own error; may throw it. */
  refuse(status: string): T
  garble(reply: T, chance: Chance): T
}

export interface Wires {
  readonly seed: number
  readonly schedule: Schedule
  readonly plan: FaultPlan
  crash(isolate: Isolate): void
  note(text: string): void
  met(kind: string, fate: Fate): void
}

const LATE_MS_MAX = 15_000
const SERVER_ERRORS = ['UNAVAILABLE', 'INTERNAL', 'DEADLINE_EXCEEDED'] as const

export function travel<T>(wires: Wires, call: Call<T>): Promise<T> {
  call.task.calls += 1
  return new Promise<T>((resolve, reject) => {
    // Nothing leaves a dead isolate.
    if (call.task.isolate.alive) new Trip(wires, call, resolve, reject).start()
  })
}

class Trip<T> {
  readonly #wires: Wires
  readonly #call: Call<T>
  readonly #resolve: (reply: T) => void
  readonly #reject: (error: unknown) => void
  readonly #chance: Chance
  readonly #fate: Fate
  readonly #name: string

  constructor(
    wires: Wires,
    call: Call<T>,
    resolve: (reply: T) => void,
    reject: (error: unknown) => void,
  ) {
    const { task, kind, service } = call
    this.#wires = wires
    this.#call = call
    this.#resolve = resolve
    this.#reject = reject
    this.#chance = chanceOf(wires.seed, 'call', task.name, task.calls)
    this.#fate = fateOf(wires.plan, service, kind, this.#chance)
    this.#name = `${task.name}#${task.calls} ${kind} ${this.#fate}`
  }

  start(): void {
    const { schedule } = this.#wires
    const arrivesAfter = latency(this.#chance)
    if (this.#fate !== 'gone' && this.#fate !== 'late') {
      schedule.after(arrivesAfter, () => this.#arrive())
      return
    }
    this.#met()
    const { timeoutMs } = this.#call
    this.#hear(timeoutMs, () => this.#giveUp())
    if (this.#fate === 'gone') return
    schedule.after(timeoutMs + this.#chance.below(LATE_MS_MAX), async () => {
      await this.#carryOut()
    })
  }

  async #arrive(): Promise<void> {
    const { isolate } = this.#call.task
    // What is on its way when its isolate dies arrives as often as not.
    if (!isolate.alive && this.#chance.happens(0.5)) return
    this.#met()
    if (this.#fate === 'crashBefore') return this.#wires.crash(isolate)
    if (!CARRIED_OUT.has(this.#fate)) return this.#answer(() => this.#call.refuse(this.#fate))
    const reply = await this.#carryOut()
    const { timeoutMs } = this.#call
    switch (this.#fate) {
      case 'crashAfter':
        return this.#wires.crash(isolate)
      case 'silent':
        return this.#hear(timeoutMs, () => this.#giveUp())
      case 'cut':
        return this.#hear(latency(this.#chance), () =>
          this.#reject(new TypeError('connection lost')),
        )
      case 'denied':
        return this.#answer(() => this.#call.refuse(this.#chance.pick(SERVER_ERRORS)))
      case 'garbage':
        return this.#answer(() => this.#call.garble(reply, this.#chance))
      default:
        return this.#answer(() => reply)
    }
  }

  async #carryOut(): Promise<T> {
    this.#wires.note(this.#name)
    return this.#call.carryOut()
  }

  #met(): void {
    this.#wires.met(this.#call.kind, this.#fate)
    if (this.#fate !== 'ok') this.#wires.note(`! ${this.#name}`)
  }

  #answer(reply: () => T): void {
    this.#hear(latency(this.#chance), () => {
      try {
        this.#resolve(reply())
      } catch (error) {
        this.#reject(error)
      }
    })
  }

  #hear(ms: number, listen: () => void): void {
    const { isolate } = this.#call.task
    this.#wires.schedule.after(ms, () => {
      if (isolate.alive) listen()
    })
  }

  #giveUp(): void {
    this.#reject(new DOMException('no answer in time', 'TimeoutError'))
  }
}

const CARRIED_OUT: ReadonlySet<Fate> = new Set([
  ...(['ok', 'denied', 'cut', 'silent', 'late', 'garbage', 'crashAfter'] as const),
])

/** Mostly a few milliseconds, sometimes many. */
function latency(chance: Chance): number {
  const base = chance.fraction()
  return base < 0.95 ? 1 + base * 12 : 10 + chance.fraction() * 400
}
