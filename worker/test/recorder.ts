// Keeps log lines for tests to look at.
import type { Log } from '../ports.ts'

export interface Line {
  readonly level: 'info' | 'warn' | 'error'
  readonly event: string
  readonly fields: Record<string, unknown>
}

export function createRecorder() {
  const lines: Line[] = []
  const write =
    (level: Line['level']) =>
    (event: string, fields: Record<string, unknown> = {}): void => {
      lines.push({ level, event, fields })
    }
  const log: Log = { info: write('info'), warn: write('warn'), error: write('error') }
  const eventsOf = (level: Line['level']) =>
    lines.filter((line) => line.level === level).map(({ event }) => event)
  return { log, lines, errors: () => eventsOf('error'), warnings: () => eventsOf('warn') }
}
