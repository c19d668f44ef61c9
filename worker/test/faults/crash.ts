// The isolate dies at a call: nobody gets an answer, and nothing that would follow is done.
import type { Plan } from './calls.ts'
import type { World } from './world.ts'

export interface Crash {
  readonly index: number
  /** Whether the call is carried out all the same. */
  readonly applied: boolean
}

export function crashes(world: World, all: readonly Crash[]): Plan {
  return {
    meet(call) {
      const crash = all.find(({ index }) => index === call.index)
      if (!crash) return undefined
      return (crash.applied ? call.proceed() : Promise.resolve()).then(() => {
        world.crash()
        return new Promise(() => undefined)
      })
    },
  }
}
