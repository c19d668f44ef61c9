// What Google's emulator answered, kept in the repository and compared with on every run.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Step } from './case.ts'
import type { DirectedCase, Outcome } from './directed.ts'
import type { RandomRun } from './random.ts'

const FOLDER = join(import.meta.dirname, 'recordings')
const DIRECTED = join(FOLDER, 'directed.ndjson')
const randomFile = (seed: number) => join(FOLDER, `random-${seed}.txt`)
const STATE = '== state'

/** The recorded random mode: so many requests of each of these seeds. */
export const SEEDS: readonly number[] = Array.from({ length: 10 }, (_, nth) => nth + 1)
export const OPERATIONS_PER_SEED = 1000

/** Tells whether an answer was given to these very requests. */
export const digestOf = (asked: unknown): string =>
  createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 12)

export interface Recorded extends Outcome {
  title: string
  asked: string
}

export const askedBy = ({ topic, steps }: DirectedCase) => digestOf([topic.given, steps])

export function readDirected(): Map<string, Recorded> {
  const lines = readFileSync(DIRECTED, 'utf8').trimEnd().split('\n')
  return new Map(
    lines.map((line) => {
      const recorded = JSON.parse(line) as Recorded
      return [recorded.title, recorded]
    }),
  )
}

export function writeDirected(recorded: readonly Recorded[]): void {
  writeFileSync(DIRECTED, recorded.map((each) => `${JSON.stringify(each)}\n`).join(''))
}

export function readRandom(seed: number): RandomRun & { asked: string } {
  const [asked = '', ...lines] = readFileSync(randomFile(seed), 'utf8').trimEnd().split('\n')
  const end = lines.indexOf(STATE)
  return { asked, answers: lines.slice(0, end), state: lines.slice(end + 1) }
}

export function writeRandom(seed: number, steps: readonly Step[], run: RandomRun): void {
  const lines = [digestOf(steps), ...run.answers, STATE, ...run.state]
  writeFileSync(randomFile(seed), `${lines.join('\n')}\n`)
}
