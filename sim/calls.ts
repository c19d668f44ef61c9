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
  calls: number
  /** Commits and ledger rows that were applied on its behalf. */
  commits: number
  rows: number
  /** It was answered with a refusal that promises to have changed nothing. */
  refused: boolean
}
export const taskOf = (name: string, isolate: Isolate): Task => {
  return { name, isolate, calls: 0, commits: 0, rows: 0, refused: false }
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
  met(service: Service, kind: string, fate: Fate): void
}

const LATE_MS_MAX = 15_000
const SERVER_ERRORS = ['UNAVAILABLE', 'INTERNAL', 'DEADLINE_EXCEEDED'] as const

export function travel<T>(wires: Wires, call: Call<T>): Promise<T> {
  const { task } = call
  task.calls += 1
  const chance = chanceOf(wires.seed, 'call', task.name, task.calls)
  const fate = fateOf(wires.plan, call.service, call.kind, chance)
  const arrival = latency(chance)
  const name = `${task.name}#${task.calls} ${call.kind}`
  return new Promise<T>((resolve, reject) => {
    if (!task.isolate.alive) return
    const trip = { name, fate, chance, arrival, resolve, reject }
    if (fate === 'ok' || !wires.plan.without.has(fate)) send(wires, call, trip)
  })
}

interface Trip<T> {
  readonly name: string
  readonly fate: Fate
  readonly chance: Chance
  readonly arrival: number
  resolve(value: T): void
  reject(error: unknown): void
}

function send<T>(wires: Wires, call: Call<T>, trip: Trip<T>): void {
  const { schedule } = wires
  const { fate, chance, arrival } = trip
  const { isolate } = call.task
  const back = latency(chance)
  const carryOut = async (): Promise<T> => {
    wires.note(`${trip.name} ${fate}`)
    return call.carryOut()
  }
  const hear = (ms: number, listen: () => void): void =>
    schedule.after(ms, () => {
      if (isolate.alive) listen()
    })
  const giveUp = () => trip.reject(new DOMException('no answer in time', 'TimeoutError'))
  const answer = (reply: () => T): void =>
    hear(back, () => {
      try {
        trip.resolve(reply())
      } catch (error) {
        trip.reject(error)
      }
    })
  const met = (): void => wires.met(call.service, call.kind, fate)

  if (fate === 'gone' || fate === 'late') {
    met()
    wires.note(`${trip.name} ${fate}`)
    hear(call.timeoutMs, giveUp)
    if (fate === 'late')
      schedule.after(
        call.timeoutMs + chance.below(LATE_MS_MAX),
        async () => void (await carryOut()),
      )
    return
  }
  schedule.after(arrival, async () => {
    // What is on its way when its isolate dies arrives as often as not.
    if (!isolate.alive && chance.happens(0.5)) return
    met()
    switch (fate) {
      case 'ok': {
        const reply = await carryOut()
        return answer(() => reply)
      }
      case 'denied': {
        await carryOut()
        const status = chance.pick(SERVER_ERRORS)
        return answer(() => call.refuse(status))
      }
      case 'cut':
        await carryOut()
        return hear(back, () => trip.reject(new TypeError('connection lost')))
      case 'silent':
        await carryOut()
        return hear(call.timeoutMs, giveUp)
      case 'garbage': {
        const reply = await carryOut()
        return answer(() => call.garble(reply, chance))
      }
      case 'crashBefore':
        wires.note(`${trip.name} ${fate}`)
        return wires.crash(isolate)
      case 'crashAfter':
        await carryOut()
        return wires.crash(isolate)
      default:
        wires.note(`${trip.name} ${fate}`)
        return answer(() => call.refuse(fate))
    }
  })
}

/** Mostly a few milliseconds, sometimes many. */
function latency(chance: Chance): number {
  const base = chance.fraction()
  return base < 0.95 ? 1 + base * 12 : 10 + chance.fraction() * 400
}
