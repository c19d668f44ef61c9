// Makes a failing seed small: fewer kinds of faults, fewer acts, and still the same broken rule.
// Luck is drawn in streams, so what is left out changes little for the rest.
import { FAULTS, type Fault } from './faults.ts'
import { runSeed, type SeedOptions, type SeedResult } from './run-seed.ts'

const RUNS_MAX = 150

export interface Shrunk {
  readonly result: SeedResult
  readonly runs: number
  readonly acts: readonly number[]
  readonly faults: readonly Fault[]
}

export async function shrink(options: SeedOptions, first: SeedResult): Promise<Shrunk> {
  let runs = 0
  let result = first
  let faults: Fault[] = [...FAULTS]
  let acts = Array.from({ length: first.acts }, (_, n) => n)
  const rule = first.violation?.rule

  async function stillFails(
    keptFaults: readonly Fault[],
    kept: readonly number[],
  ): Promise<boolean> {
    if (runs >= RUNS_MAX) return false
    runs += 1
    const tried = await runSeed({
      ...options,
      ...only(kept, keptFaults),
    })
    if (tried.violation?.rule !== rule) return false
    result = tried
    return true
  }

  async function withFewerFaults(): Promise<void> {
    for (const fault of faults) {
      const fewer = faults.filter((each) => each !== fault)
      if (await stillFails(fewer, acts)) faults = fewer
    }
  }

  await withFewerFaults()
  let size = Math.ceil(acts.length / 2)
  while (size >= 1 && runs < RUNS_MAX) {
    for (let start = 0; start < acts.length; ) {
      const fewer = [...acts.slice(0, start), ...acts.slice(start + size)]
      if (await stillFails(faults, fewer)) acts = fewer
      else start += size
    }
    if (size === 1) break
    size = Math.ceil(size / 2)
  }
  await withFewerFaults()
  return { result, runs, acts, faults }
}

/** Nothing but these acts and these kinds of faults. */
export function only(
  acts: readonly number[],
  faults: readonly Fault[],
): Pick<SeedOptions, 'acts' | 'withoutFaults'> {
  return {
    acts: new Set(acts),
    withoutFaults: new Set(FAULTS.filter((fault) => !faults.includes(fault))),
  }
}
