// What a channel carries in both directions, whatever it is about.
import type { Access } from './access.ts'
import type { Meter } from './counters.ts'
import type { WatchedDatabase } from './watched-database.ts'

/** Whatever `receive` throws ends the stream. */
export interface Stream {
  receive(message: unknown): void
  close(): void
}

/** Takes the JSON of one answer. */
export type Send = (text: string) => void

export interface StreamContext extends Access {
  database: WatchedDatabase
  meter: Meter
}
