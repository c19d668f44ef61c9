// What a bill would count, so that tests can promise "one call, three reads" and see it kept.

export interface Counters {
  calls: Record<string, number>
  documentsRead: number
  documentsWritten: number
  indexEntriesScanned: number
}

export class Meter {
  #counters: Counters = empty()

  call(name: string): void {
    this.#counters.calls[name] = (this.#counters.calls[name] ?? 0) + 1
  }

  read(documents: number): void {
    this.#counters.documentsRead += documents
  }

  /** Updates, transforms and deletes, also those that changed nothing; not `verify`. */
  wrote(documents: number): void {
    this.#counters.documentsWritten += documents
  }

  scanned(entries: number): void {
    this.#counters.indexEntriesScanned += entries
  }

  snapshot(): Counters {
    return structuredClone(this.#counters)
  }

  reset(): void {
    this.#counters = empty()
  }
}

function empty(): Counters {
  return { calls: {}, documentsRead: 0, documentsWritten: 0, indexEntriesScanned: 0 }
}
