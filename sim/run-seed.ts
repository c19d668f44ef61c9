// One seed: a town is built in peace, lives through its operations with faults, is healed, and must
// then come to rest within two ticks of the cron.

import type { Storage } from '../local/firestore/database.ts'
import { readIndexes } from '../local/stand-ins.ts'
import { type Cron, createCron, DAY, MINUTE } from './cron.ts'
import { checkEnding } from './ending.ts'
import { checkBooks } from './ending-books.ts'
import type { Fault, FaultPlan } from './faults.ts'
import { Mail } from './mail.ts'
import { MemoryStorage } from './memory-storage.ts'
import type { Act } from './operations/act.ts'
import { decide } from './operations/disputes.ts'
import { operate } from './operations/index.ts'
import { endRefund } from './operations/refunds.ts'
import { Promises } from './promises.ts'
import { createReport, type Report } from './report.ts'
import { buildTown } from './town.ts'
import { Violation } from './violation.ts'
import { World } from './world.ts'

export interface SeedOptions {
  readonly seed: number
  readonly operations: number
  readonly report?: Report
  /** Made for each run. */
  readonly storage?: () => Storage
  /** For a smaller case: nothing but these acts, and none of these faults. */
  readonly acts?: ReadonlySet<number>
  readonly withoutFaults?: ReadonlySet<Fault>
}
export interface SeedResult {
  readonly seed: number
  readonly violation: Violation | null
  readonly hash: string
  readonly operations: number
  /** How many acts were begun. */
  readonly acts: number
  readonly last: readonly string[]
}

const RATES = [0, 0.02, 0.05, 0.1, 0.2]
const LAST_LINES = 60

export async function runSeed(options: SeedOptions): Promise<SeedResult> {
  const { seed, report = createReport() } = options
  const without = options.withoutFaults ?? new Set()
  const plan: FaultPlan = { rate: 0, without, down: null }
  const storage = options.storage?.() ?? new MemoryStorage(INDEXES)
  const world = new World({ seed, plan, storage, report })
  const run = { acts: 0 }
  let violation: Violation | null = null
  try {
    await live(world, options, run)
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    violation = error
  } finally {
    world.close()
  }
  report.seed()
  const [hash, operations] = [world.history.hash(), world.operations]
  return { seed, violation, hash, operations, acts: run.acts, last: world.history.last(LAST_LINES) }
}

const INDEXES = readIndexes()

async function live(world: World, options: SeedOptions, run: { acts: number }): Promise<void> {
  const town = await buildTown(world)
  world.live()
  const promises = new Promises(world.oracle, world.schedule.now)
  world.applied = (written) => promises.applied(written)
  const mail = new Mail(world)
  world.plan.rate = world.chance('rate').pick(RATES)
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => world.schedule.after(ms, resolve))
  const driver = world.chance('driver')
  const cron = createCron(world)
  const { operations, acts } = options
  const last = acts ? Math.max(...acts) : Number.POSITIVE_INFINITY
  while (world.operations < operations && run.acts <= last) {
    const position = run.acts
    run.acts += 1
    const chance = world.chance('act', position)
    const act: Act = { world, town, mail, promises, name: `o${position}`, chance, pause }
    if (acts?.has(position) ?? true) world.spawn(() => operate(act))
    await until(world, town.gapMs * -Math.log(1 - driver.fraction()))
    if (driver.happens(0.015)) await jump(world, driver.pick(JUMPS_MS))
    cron.catchUp()
  }
  const silent: Act = { world, town, mail, promises, pause, name: 'silence', chance: driver }
  await comeToRest(silent, cron)
  await checkEnding(world, promises, mail)
  for (const label of ['quarter', 'night'] as const) {
    world.schedule.jump(30 * MINUTE)
    cron.tick(label)
    await idle(world)
  }
  await checkBooks(world, () => idle(world))
}

const JUMPS_MS = [
  ...[500, 3_000, 3_000, 20_000, 20_000],
  ...[2 * MINUTE, 6 * MINUTE, 12 * MINUTE, 12 * MINUTE, 45 * MINUTE, DAY, 181 * DAY],
]
/** Nothing is under way for longer than that. */
const SHORT_JUMP_MS = 20_000

async function jump(world: World, ms: number): Promise<void> {
  if (ms > SHORT_JUMP_MS) await idle(world)
  world.schedule.jump(ms)
  world.history.note(`-- clocks jump by ${ms} ms`)
  if (ms > SHORT_JUMP_MS) comeBack(world)
}

function comeBack(world: World): void {
  for (const work of world.afterJump.splice(0)) world.schedule.after(1_000, () => world.spawn(work))
}

/** Runs events for so many virtual milliseconds. */
async function until(world: World, ms: number): Promise<void> {
  let isOver = false
  world.schedule.after(ms, () => {
    isOver = true
  })
  while (!isOver) await world.step()
}

/** Until nobody waits for anything and nothing is on its way. */
async function idle(world: World): Promise<void> {
  while (await world.step()) {
    // Whatever follows from it is done.
  }
}

/** No more faults; two ticks must do, once everything is due. */
async function comeToRest(act: Act, cron: Cron): Promise<void> {
  const { world, mail } = act
  world.plan.rate = 0
  // What was paid is credited even if every webhook is lost.
  mail.isDeaf = world.chance('deaf').happens(0.5)
  world.history.note('-- healed')
  await idle(world)
  await mail.tell()
  await idle(world)
  comeBack(world)
  await idle(world)
  // Banks go on deciding, told or not.
  for (const work of [endRefund, endRefund, decide]) world.spawn(() => work(act))
  await idle(world)
  for (const ms of [2 * DAY, 5 * MINUTE]) {
    world.schedule.jump(ms)
    cron.tick('cron')
    await idle(world)
    await mail.tell()
    await idle(world)
  }
}
