// What happened, in order: a hash of all of it, and its last lines for whoever has to understand.
import { mix } from './chance.ts'
import type { Schedule } from './schedule.ts'

const LINES_KEPT = 400

export interface History {
  note(text: string): void
  /** The same for two runs of one seed. */
  hash(): string
  last(lines: number): string[]
}

export function createHistory(schedule: Pick<Schedule, 'elapsed'>): History {
  const lines: string[] = []
  let hash = 0
  let noted = 0
  return {
    note(text) {
      const line = `${schedule.elapsed().toFixed(1)} ${text}`
      hash = mix(line, hash)
      noted += 1
      lines.push(line)
      if (lines.length > 2 * LINES_KEPT) lines.splice(0, LINES_KEPT)
    },
    hash: () => `${noted}:${hash.toString(16)}`,
    last: (count) => lines.slice(-count),
  }
}
