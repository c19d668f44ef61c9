// A call whose caller has given up is carried out all the same, some time later.
import type { Call, Plan } from './calls.ts'

export interface Lateness {
  readonly index: number
  /** That many calls are carried out before it; `Infinity`: it comes last of all. */
  readonly after: number
}

export function late({ index, after }: Lateness): Plan {
  let held: Call | undefined
  async function release(): Promise<void> {
    const call = held
    held = undefined
    await call?.proceed()
  }
  return {
    meet(call) {
      if (call.index === index) {
        held = call
        return Promise.reject(new TypeError('timed out'))
      }
      if (!held || call.index <= index + after) return undefined
      return release().then(() => call.proceed())
    },
    heal: release,
  }
}
