// The simulated world: services, isolates that die and are replaced, and everybody who calls them.

import type { Storage } from '../local/firestore/database.ts'
import { type Failure, type FailureCode, Outage, type Result } from '../shared/failure.ts'
import type { Services } from '../worker/ports.ts'
import { type Isolate, type Task, taskOf, type Wires } from './calls.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { FaultPlan } from './faults.ts'
import { createFirestore, type Written } from './firestore.ts'
import { createHistory } from './history.ts'
import { type RunningIsolate, startIsolate } from './isolate.ts'
import { createOracle } from './oracle/index.ts'
import { type Outside, portsOf } from './ports.ts'
import type { Report } from './report.ts'
import { createSchedule } from './schedule.ts'
import { createStripe } from './stripe.ts'
import { demand, Violation } from './violation.ts'

/** `lost`: the isolate died, or nobody waits any more. */
export type Answer<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'lost' }

export interface WorldOptions {
  readonly seed: number
  readonly plan: FaultPlan
  readonly storage: Storage
  readonly report: Report
}
export type World = ReturnType<typeof createWorld>

const ISOLATES = 2
/** Clocks differ by a little; now and then one lags by more than a bet's grace. */
const SKEW_MS_MAX = 800
const LAG_MS = -9_000

export function createWorld({ seed, plan, storage, report }: WorldOptions) {
  const schedule = createSchedule()
  const history = createHistory(schedule)
  const firestore = createFirestore(storage, schedule.now)
  const stripe = createStripe(seed, schedule.now)
  const oracle = createOracle()
  const alarms: string[] = []
  const waiting = new Map<Task, () => void>()
  const isolates: RunningIsolate[] = []
  let started = 0
  let operations = 0
  let at = 0
  let failure: Violation | null = null

  const wires: Wires = {
    seed,
    schedule,
    plan,
    crash,
    note: history.note,
    met: (service, kind, fate) => report.met(service, kind, fate),
  }
  const outside: Outside = {
    firestore,
    stripe,
    sightings: new Map(),
    enqueue: (bodies) => world.enqueue(bodies),
    applied(task, written) {
      history.note(`  applied ${written.map(({ path }) => path).join(' ')}`)
      const types = oracle.committed(written)
      for (const type of types) report.row(type)
      if (written.length > 0) task.commits += 1
      task.rows += types.length
      const late = task.refused && written.length > 0
      demand('I15', !late, () => `${task.name} was refused, and then wrote`)
      world.applied(written)
    },
    stripeAnswered: (kind, reply) => world.stripeAnswered(kind, reply),
  }
  const ports = portsOf(wires, outside)

  function begin(slot: number): void {
    started += 1
    const chance = chanceOf(seed, 'skew', started)
    const lags = plan.rate > 0 && chance.happens(0.03)
    const skew = lags ? LAG_MS : chance.between(-SKEW_MS_MAX, SKEW_MS_MAX)
    const loud = (event: string): void => {
      alarms.push(event)
      report.alarm(event)
    }
    isolates[slot] = startIsolate(ports, `i${started}`, skew, loud)
  }

  function crash(isolate: Isolate): void {
    if (!isolate.alive) return
    isolate.alive = false
    history.note(`-- ${isolate.name} dies`)
    for (const [task, vanish] of waiting) if (task.isolate === isolate) vanish()
    begin(isolates.findIndex((each) => each === isolate))
  }

  /** Calls a use case in one of the isolates; never rejects. */
  function perform<T>(
    name: string,
    label: string,
    work: (s: Services, task: Task) => Promise<T>,
    on?: RunningIsolate,
  ): Promise<Answer<T>> {
    const isolate = on ?? (chanceOf(seed, 'route', name).pick(isolates) as RunningIsolate)
    const task = taskOf(name, isolate)
    operations += 1
    history.note(`> ${name} ${isolate.name} ${label}`)
    return new Promise((resolve) => {
      const end = (answer: Answer<T>): void => {
        if (!waiting.delete(task)) return
        history.note(`< ${name} ${textOf(answer)}`)
        report.operation(label, answer.kind)
        if (task.rows > 0) report.moved()
        const refusal = refusalIn(answer)
        if (refusal) report.refusal(refusal)
        resolve(answer)
      }
      waiting.set(task, () => end({ kind: 'lost' }))
      work(isolate.services(task), task).then(
        (value) => isolate.alive && end({ kind: 'value', value }),
        (error: unknown) => isolate.alive && end(failed(error)),
      )
    })
  }

  function failed(error: unknown): { kind: 'failed'; error: unknown } {
    // An outage is a value of the world; anything else is a bug, also one of the simulation.
    if (error instanceof Violation) fail(error)
    else if (!(error instanceof Outage)) fail(new Violation('500', textOfError(error)))
    return { kind: 'failed', error }
  }

  /** Somebody at work; what they find broken ends the run. */
  function spawn(work: () => Promise<void>): void {
    at += 1
    work().then(
      () => {
        at -= 1
      },
      (error: unknown) => {
        fail(error instanceof Violation ? error : new Violation('simulation', textOfError(error)))
      },
    )
  }

  function fail(violation: Violation): void {
    failure ??= violation
  }

  for (let slot = 0; slot < ISOLATES; slot += 1) begin(slot)

  const world = {
    ...{
      seed,
      schedule,
      history,
      firestore,
      stripe,
      oracle,
      report,
      plan,
      alarms,
      perform,
      fail,
      spawn,
    },
    chance: (...parts: (string | number)[]): Chance => chanceOf(seed, ...parts),
    isolates,
    crash,
    operations: () => operations,
    /** Whether somebody is at work, or waits for an answer. */
    busy: () => at > 0 || waiting.size > 0,
    /** Runs the next event; false = there is none. Throws what was found broken. */
    async step(): Promise<boolean> {
      const more = await schedule.step()
      if (failure) throw failure
      return more
    },
    applied: (_written: readonly Written[]): void => undefined,
    enqueue: (_bodies: readonly unknown[]): void => undefined,
    stripeAnswered: (_kind: string, _reply: { status: number; text: string }): void => undefined,
    close: () => stripe.close(),
  }
  return world
}

function textOf(answer: Answer<unknown>): string {
  if (answer.kind === 'failed') return `failed ${textOfError(answer.error)}`
  if (answer.kind === 'lost') return 'lost'
  const refusal = refusalIn(answer)
  return refusal ? `refused ${refusal}` : 'answered'
}

/** The code, if it is a `Result` that was refused. */
export function refusalIn(answer: Answer<unknown>): FailureCode | null {
  if (answer.kind !== 'value') return null
  const value = answer.value as Partial<Result<unknown>> | null | undefined
  return value?.ok === false ? ((value as { failure?: Failure }).failure?.code ?? null) : null
}

function textOfError(error: unknown): string {
  if (error instanceof Outage) return `${error.code} ${error.message}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
