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
      actsMax: first.acts,
      withoutFaults: new Set(FAULTS.filter((fault) => !keptFaults.includes(fault))),
      withoutActs: complement(first.acts, kept),
    })
    if (tried.violation?.rule !== rule) return false
    result = tried
    return true
  }

  for (const fault of FAULTS) {
    const fewer = faults.filter((each) => each !== fault)
    if (await stillFails(fewer, acts)) faults = fewer
  }
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
  return { result, runs, acts, faults }
}

function complement(count: number, kept: readonly number[]): Set<number> {
  const all = new Set(Array.from({ length: count }, (_, n) => n))
  for (const n of kept) all.delete(n)
  return all
}
