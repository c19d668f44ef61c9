// Many seeds, in this process or in several; the first failure ends it.
import { fork } from 'node:child_process'
import { type Counts, createReport } from './report.ts'
import { runSeed } from './run-seed.ts'

export interface ManyOptions {
  readonly from: number
  readonly seeds: number
  /** Operations a seed. */
  readonly length: number
  readonly workers: number
}
export interface ManyResult {
  readonly counts: Counts
  readonly seeds: number
  readonly failedSeed: number | null
}
/** What a worker is asked, and what it answers. */
export interface Question {
  readonly seed: number
  readonly length: number
}
export interface Answered {
  readonly seed: number
  readonly counts: Counts
  readonly failed: boolean
}

const PROGRESS_MS = 2_000

export async function runMany(
  options: ManyOptions,
  progress: (text: string) => void = () => undefined,
): Promise<ManyResult> {
  const { from, seeds, length, workers } = options
  const report = createReport()
  const startedAt = performance.now()
  const state = { next: from, done: 0, shownAt: startedAt, failedSeed: null as number | null }
  const draw = (): number | null => {
    if (state.failedSeed !== null || state.next >= from + seeds) return null
    state.next += 1
    return state.next - 1
  }
  const take = ({ seed, counts, failed }: Answered): void => {
    report.merge(counts)
    state.done += 1
    // The lowest one, so that two workers tell the same.
    if (failed) state.failedSeed = Math.min(seed, state.failedSeed ?? seed)
    const now = performance.now()
    if (now - state.shownAt < PROGRESS_MS && state.done < seeds && !failed) return
    state.shownAt = now
    const operations = report.counts.operations ?? 0
    const pace = Math.round(operations / ((now - startedAt) / 1000))
    progress(`${state.done} of ${seeds} seeds, ${operations} operations, ${pace} a second`)
  }
  const ask = workers > 1 ? askWorker : askHere
  await Promise.all(Array.from({ length: workers }, () => ask(draw, length, take)))
  return { counts: report.counts, seeds: state.done, failedSeed: state.failedSeed }
}

type Ask = (
  draw: () => number | null,
  length: number,
  take: (answer: Answered) => void,
) => Promise<void>

const askHere: Ask = async (draw, length, take) => {
  for (let seed = draw(); seed !== null; seed = draw()) take(await answer({ seed, length }))
}

export async function answer({ seed, length }: Question): Promise<Answered> {
  const report = createReport()
  const { violation } = await runSeed({ seed, operations: length, report })
  return { seed, counts: report.counts, failed: violation !== null }
}

const askWorker: Ask = (draw, length, take) =>
  new Promise((resolve, reject) => {
    const child = fork(new URL('./worker.ts', import.meta.url), {
      // Seeds leave much behind that dies young.
      execArgv: ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=32'],
    })
    const next = (): void => {
      const seed = draw()
      if (seed === null) child.disconnect()
      else child.send({ seed, length } satisfies Question)
    }
    child.on('message', (message) => {
      take(message as Answered)
      next()
    })
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`it ended with ${code}`)),
    )
    next()
  })
