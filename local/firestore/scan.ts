// Reading index entries lazily, so that a page costs what the page holds.
import type { Bounds } from './bounds.ts'
import type { Meter } from './counters.ts'
import type { Entry, Storage } from './database.ts'
import { invert, successor } from './keys.ts'

/** Where a scan stands: the ordered part of a key, and the document it belongs to. */
export interface Found {
  key: Buffer
  document: bigint
}

const CHUNK_FIRST = 16
const CHUNK_MAX = 512

/** Walks the entries behind `prefix` within `bounds`; backwards, keys are seen inverted. */
export class IndexCursor {
  readonly #database: Storage
  readonly #meter: Meter
  readonly #prefix: Buffer
  readonly #isBackwards: boolean
  #from: Buffer
  #to: Buffer
  #chunk: Entry[] = []
  #at = 0
  #chunkSize = CHUNK_FIRST
  #isExhausted = false

  constructor(
    database: Storage,
    meter: Meter,
    read: { prefix: Buffer; bounds: Bounds; isBackwards: boolean },
  ) {
    this.#database = database
    this.#meter = meter
    this.#prefix = read.prefix
    this.#isBackwards = read.isBackwards
    const { from, to } = read.isBackwards ? mirrored(read.bounds) : read.bounds
    this.#from = Buffer.concat([read.prefix, from])
    const end = to ? Buffer.concat([read.prefix, to]) : successor(read.prefix)
    this.#to = end as Buffer
    this.#isExhausted = read.bounds.isEmpty
  }

  /** The current entry; undefined at the end. */
  head(): Found | undefined {
    if (this.#at === this.#chunk.length && !this.#fill()) return undefined
    const entry = this.#chunk[this.#at] as Entry
    const key = entry.key.subarray(this.#prefix.length)
    return { key: this.#isBackwards ? invert(key) : key, document: entry.document }
  }

  advance(): void {
    this.#at += 1
    this.#meter.scanned(1)
  }

  /** Goes to the first entry at or behind `key`. */
  seek(key: Buffer): void {
    this.#meter.scanned(1)
    const stored = Buffer.concat([this.#prefix, this.#isBackwards ? invert(key) : key])
    const isBefore = (entry: Entry) =>
      Buffer.compare(entry.key, stored) * (this.#isBackwards ? -1 : 1) < 0
    while (this.#at < this.#chunk.length && isBefore(this.#chunk[this.#at] as Entry)) this.#at += 1
    if (this.#at < this.#chunk.length || this.#isExhausted) return
    this.#chunkSize = CHUNK_FIRST
    if (this.#isBackwards) this.#to = Buffer.concat([stored, Buffer.from([0])])
    else this.#from = stored
  }

  #fill(): boolean {
    if (this.#isExhausted) return false
    const size = this.#chunkSize
    this.#chunk = this.#database.scan(this.#from, this.#to, this.#isBackwards, size)
    this.#at = 0
    this.#isExhausted = this.#chunk.length < size
    this.#chunkSize = Math.min(size * 2, CHUNK_MAX)
    const last = this.#chunk.at(-1)
    if (last && this.#isBackwards) this.#to = last.key
    else if (last) this.#from = Buffer.concat([last.key, Buffer.from([0])])
    return this.#chunk.length > 0
  }
}

/** Bounds on inverted bytes, turned into bounds on the stored ones. */
function mirrored({ from, to }: Bounds): { from: Buffer; to?: Buffer } {
  const first = to && successor(invert(to))
  const end = from.length > 0 ? successor(invert(from)) : undefined
  return { from: first ?? Buffer.alloc(0), ...(end && { to: end }) }
}

/** Entries in every one of the cursors, which all stand in the same order. */
export function* joined(cursors: readonly IndexCursor[]): Generator<Found> {
  const [first, ...others] = cursors as [IndexCursor, ...IndexCursor[]]
  for (;;) {
    const candidate = first.head()
    if (!candidate) return
    let target = candidate.key
    for (const other of others) {
      other.seek(target)
      const head = other.head()
      if (!head) return
      if (Buffer.compare(head.key, target) > 0) target = head.key
    }
    if (target === candidate.key) {
      first.advance()
      yield candidate
    } else first.seek(target)
  }
}
