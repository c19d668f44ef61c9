// The simulated world: services, isolates that die and are replaced, and everybody who calls them.
import type { Storage } from '../local/firestore/database.ts'
import { type Failure, type FailureCode, Outage, type Result } from '../shared/failure.ts'
import type { Services } from '../worker/ports.ts'
import { type Isolate, type Task, taskOf, type Wires } from './calls.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { FaultPlan } from './faults.ts'
import { createFirestore, type Written } from './firestore.ts'
import { createHistory, type History } from './history.ts'
import { RunningIsolate } from './isolate.ts'
import { Oracle } from './oracle/index.ts'
import { type Ports, portsOf } from './ports.ts'
import type { Report } from './report.ts'
import { createSchedule, type Schedule } from './schedule.ts'
import { Stripe } from './stripe.ts'
import { demand, Violation } from './violation.ts'

/** `lost`: the isolate died. */
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
export type Work<T> = (s: Services, task: Task) => Promise<T>

/** Around noon, and around midnight, when days end. */
const STARTS_AT = [Date.UTC(2026, 0, 15, 12), Date.UTC(2026, 0, 15, 23, 59, 56)]
const ISOLATES = 2
/** Clocks differ by a little; now and then one lags by more than a bet's grace. */
const SKEW_MS_MAX = 800
const LAG_MS = -20_000
/** Many a night, and nobody's tokens are near them: no operation. */
const COUNTING = 'queue countOrders'

export class World {
  readonly seed: number
  readonly schedule: Schedule
  readonly history: History
  readonly oracle: Oracle
  readonly stripe: Stripe
  readonly plan: FaultPlan
  readonly report: Report
  readonly isolates: RunningIsolate[] = []
  /** Objects by their names. */
  readonly archive = new Map<string, string>()
  /** What becomes of messages; the mail sets it. */
  enqueue: (bodies: readonly unknown[]) => void = () => undefined
  /** Hears of every applied commit after the oracle. */
  applied: (written: readonly Written[]) => void = () => undefined
  /** Of webhooks that went on the queue. */
  readonly queuedEvents = new Set<string>()
  /** What people come back for when much time has passed. */
  readonly afterJump: (() => Promise<void>)[] = []
  /** Product calls since the town stands. */
  operations = 0
  readonly #ports: Ports
  readonly #waiting = new Map<Task, () => void>()
  #isLiving = false
  #begun = 0
  #atWork = 0
  #failure: Violation | null = null

  constructor({ seed, plan, storage, report }: WorldOptions) {
    this.seed = seed
    this.schedule = createSchedule(this.chance('start').pick(STARTS_AT))
    this.history = createHistory(this.schedule)
    this.plan = plan
    this.report = report
    this.stripe = new Stripe(seed, this.schedule.now)
    this.oracle = new Oracle(this.stripe.returned)
    const wires: Wires = {
      ...{ seed, plan, schedule: this.schedule, note: this.history.note, met: report.met },
      crash: (isolate) => this.crash(isolate),
    }
    this.#ports = portsOf(wires, {
      firestore: createFirestore(storage, this.schedule.now),
      stripe: this.stripe,
      notices: new Map(),
      archive: this.archive,
      enqueue: (bodies) => this.enqueue(bodies),
      applied: (task, written) => this.#check(task, written),
    })
    for (let slot = 0; slot < ISOLATES; slot += 1) this.#begin(slot)
  }

  /** From now on what is called counts as an operation. */
  live(): void {
    this.#isLiving = true
  }

  chance(...parts: readonly (string | number)[]): Chance {
    return chanceOf(this.seed, ...parts)
  }

  crash(isolate: Isolate): void {
    if (!isolate.alive) return
    isolate.alive = false
    this.history.note(`-- ${isolate.name} dies`)
    for (const [task, vanish] of this.#waiting) if (task.isolate === isolate) vanish()
    this.#begin(this.isolates.indexOf(isolate as RunningIsolate))
  }

  /** Calls a use case in one of the isolates; never rejects. */
  perform<T>(name: string, label: string, work: Work<T>, on?: RunningIsolate): Promise<Answer<T>> {
    const routed = this.chance('route', name).pick(this.isolates)
    const isolate = on?.alive ? on : routed
    const task = taskOf(name, isolate, this.schedule.now())
    if (this.#isLiving && label !== COUNTING) this.operations += 1
    this.history.note(`> ${name} ${isolate.name} ${label}`)
    return new Promise((resolve) => {
      const end = (answer: Answer<T>): void => {
        if (!this.#waiting.delete(task)) return
        this.#tell(task, label, answer)
        resolve(answer)
      }
      this.#waiting.set(task, () => end({ kind: 'lost' }))
      work(isolate.services(task), task).then(
        (value) => isolate.alive && end({ kind: 'value', value }),
        (error: unknown) => isolate.alive && end(this.#failed(error)),
      )
    })
  }

  /** Somebody at work; what they find broken ends the run. */
  spawn(work: () => Promise<void>): void {
    this.#atWork += 1
    work().then(
      () => {
        this.#atWork -= 1
      },
      (error: unknown) => {
        const broken = error instanceof Violation
        this.#fail(broken ? error : new Violation('simulation', textOfError(error)))
      },
    )
  }

  /** Whether somebody is at work, or waits for an answer. */
  get isBusy(): boolean {
    return this.#atWork > 0 || this.#waiting.size > 0
  }

  /** Runs the next event; false = there is none. Throws what was found broken. */
  async step(): Promise<boolean> {
    const more = await this.schedule.step()
    if (this.#failure) throw this.#failure
    return more
  }

  close(): void {
    this.stripe.close()
  }

  #begin(slot: number): void {
    this.#begun += 1
    const chance = this.chance('skew', this.#begun)
    const lags = this.plan.rate > 0 && chance.happens(0.1)
    const skew = lags ? LAG_MS : chance.between(-SKEW_MS_MAX, SKEW_MS_MAX)
    const { alarm } = this.report
    this.isolates[slot] = new RunningIsolate(this.#ports, `i${this.#begun}`, skew, alarm)
  }

  #check(task: Task, written: readonly Written[]): void {
    const paths = written.map(({ path }) => path).filter((path) => !path.includes('/gates/'))
    this.history.note(`  applied ${paths.join(' ')}`)
    const types = this.oracle.committed(written, task.startedAt * 1000)
    for (const type of types) this.report.row(type)
    for (const { kind, supply } of this.oracle.reportsIn(written)) {
      this.report.compared(`${kind} ${supply}`)
    }
    if (written.length > 0) task.commits += 1
    task.rows += types.length
    const late = task.refused && written.length > 0
    demand('I15', !late, () => `${task.name} was refused, and then wrote`)
    this.applied(written)
  }

  #tell(task: Task, label: string, answer: Answer<unknown>): void {
    this.history.note(`< ${task.name} ${textOf(answer)}`)
    const refusal = refusalIn(answer)
    if (refusal) this.report.refusal(refusal)
    if (!this.#isLiving || label === COUNTING) return
    this.report.operation(label, refusal ?? (answer.kind === 'value' ? 'ok' : answer.kind))
    if (task.rows > 0) this.report.moved()
  }

  /** An outage is part of the world; anything else is a bug, perhaps of the simulation. */
  #failed(error: unknown): { readonly kind: 'failed'; readonly error: unknown } {
    if (error instanceof Violation) this.#fail(error)
    else if (!(error instanceof Outage)) this.#fail(new Violation('500', textOfError(error)))
    return { kind: 'failed', error }
  }

  #fail(violation: Violation): void {
    this.#failure ??= violation
  }
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
