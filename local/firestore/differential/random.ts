// The random mode: the same seeded requests to a server, and each answer in one line.
import { seeded } from '../../faults.ts'
import type { Step } from './case.ts'
import { lineOf } from './lines.ts'
import type { Side } from './side.ts'
import { COLLECTIONS, randomStep } from './workload.ts'

export function randomSteps(seed: number, count: number): Step[] {
  const random = seeded(seed)
  return Array.from({ length: count }, () => randomStep(random))
}

export interface RandomRun {
  /** One line a request. */
  answers: string[]
  /** One line a document. */
  state: string[]
}

export async function runRandom(
  side: Side,
  steps: readonly Step[],
  progress: (done: number) => void = () => undefined,
): Promise<RandomRun> {
  await side.clear()
  const answers: string[] = []
  for (const step of steps) {
    answers.push(lineOf(await side.ask(step)))
    progress(answers.length)
  }
  const state = await side.state(COLLECTIONS)
  return { answers, state: state.map((document) => JSON.stringify(document)) }
}
