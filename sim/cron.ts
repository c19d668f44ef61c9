// The three schedules of the Worker: each ticks for the marks that have passed; some ticks are
// missed, some doubled.
import { EVERY_FIVE_MINUTES, EVERY_NIGHT, EVERY_QUARTER, tick } from '../worker/jobs/cron.ts'
import type { World } from './world.ts'

export const MINUTE = 60_000
export const DAY = 86_400_000

const SCHEDULES = {
  cron: { every: 5 * MINUTE, expression: EVERY_FIVE_MINUTES },
  quarter: { every: 15 * MINUTE, expression: EVERY_QUARTER },
  night: { every: DAY, expression: EVERY_NIGHT },
} as const
type Label = keyof typeof SCHEDULES
const LABELS = Object.keys(SCHEDULES) as Label[]

export interface Cron {
  /** For the marks that have passed since. */
  catchUp(): void
  tick(label: Label): void
}

export function createCron(world: World): Cron {
  const markOf = (label: Label): number => Math.floor(world.schedule.now() / SCHEDULES[label].every)
  const last = new Map(LABELS.map((label) => [label, markOf(label)]))
  let ticks = 0
  const one = (label: Label): void => {
    ticks += 1
    const name = `cron${ticks}`
    world.spawn(async () => {
      await world.perform(name, label, (s) => tick(s, SCHEDULES[label].expression))
    })
  }
  return {
    tick: one,
    catchUp() {
      for (const label of LABELS) {
        const mark = markOf(label)
        if (mark === last.get(label)) continue
        last.set(label, mark)
        const times = world.chance(label, mark).pick([0, 1, 1, 1, 2])
        for (let n = 0; n < times; n += 1) one(label)
      }
    },
  }
}
