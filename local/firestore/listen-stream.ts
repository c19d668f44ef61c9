// One Listen stream: targets come and go, and each is told what it shows and what becomes of it,
// in the order of the real service: ADD, its documents, CURRENT, and then a snapshot for all
// targets, without which a client raises no event.
import { render } from './calls.ts'
import type { StoredDocument } from './database.ts'
import { asFirestoreError, FirestoreError, GRPC_CODE, invalid } from './errors.ts'
import { parseTarget, type Shown, type Target, targetIdOf } from './listen-target.ts'
import type { Send, Stream, StreamContext } from './stream.ts'
import { formatTimestamp } from './timestamps.ts'
import { parseObject } from './values.ts'
import type { Touched } from './watched-database.ts'

interface Listened {
  target: Target
  shown: Shown
}

const TARGETS_MAX = 100
const KEYS = ['database', 'addTarget', 'removeTarget', 'labels']

export function createListenStream(context: StreamContext, send: Send): Stream {
  const listening = new Listening(context, send)
  const unwatch = context.database.watch((touched) => listening.touched(touched))
  return {
    receive(message) {
      const { addTarget, removeTarget } = parseObject(message, 'the request', KEYS)
      if (addTarget !== undefined) listening.add(addTarget)
      else if (removeTarget !== undefined) listening.remove(Number(removeTarget))
      else throw invalid('A request adds a target or removes one')
    },
    close() {
      unwatch()
      listening.close()
    },
  }
}

class Listening {
  readonly #context: StreamContext
  readonly #send: Send
  readonly #targets = new Map<number, Listened>()
  /** Targets to look at again. */
  readonly #stale = new Set<number>()

  constructor(context: StreamContext, send: Send) {
    this.#context = context
    this.#send = send
  }

  add(input: unknown): void {
    const id = targetIdOf(input)
    this.#change('ADD', id)
    try {
      this.#listen(parseTarget(this.#context, id, input))
    } catch (error) {
      this.#targets.delete(id)
      this.#refuse(id, asFirestoreError(error))
    }
  }

  /** Whatever it throws refuses this target; the others go on. */
  #listen(target: Target): void {
    if (this.#targets.size >= TARGETS_MAX) {
      throw new FirestoreError('RESOURCE_EXHAUSTED', `More than ${TARGETS_MAX} targets`)
    }
    // What the client has from an earlier stream is of an unknown past: all of it is sent again.
    if (target.isResumed) this.#change('RESET', target.id)
    const listened: Listened = { target, shown: new Map() }
    this.#targets.set(target.id, listened)
    this.#look(listened)
    if (![...listened.shown.values()].some(Boolean)) this.#context.meter.read(1)
    this.#change('CURRENT', target.id, this.#version())
    this.#snapshot()
  }

  remove(id: number): void {
    this.#targets.delete(id)
    this.#change('REMOVE', id)
  }

  close(): void {
    this.#targets.clear()
  }

  /** Commits that follow one another at once become one snapshot. */
  touched(touched: readonly Touched[]): void {
    const isScheduled = this.#stale.size > 0
    for (const [id, { target }] of this.#targets) {
      if (touched.some((each) => target.concerns(each))) this.#stale.add(id)
    }
    if (!isScheduled && this.#stale.size > 0) setImmediate(() => this.#refresh())
  }

  #refresh(): void {
    let sent = 0
    for (const id of this.#stale) {
      const listened = this.#targets.get(id)
      try {
        if (listened) sent += this.#look(listened)
      } catch (error) {
        this.#targets.delete(id)
        this.#refuse(id, asFirestoreError(error))
      }
    }
    this.#stale.clear()
    if (sent > 0) this.#snapshot()
  }

  /** Sends what changed since the last look, and tells how many documents; throws a refusal. */
  #look(listened: Listened): number {
    const { target, shown: before } = listened
    target.check()
    listened.shown = target.look()
    const came = [...listened.shown].filter(
      ([name, now]) => !before.has(name) || before.get(name)?.updated !== now?.updated,
    )
    const left = [...before].filter(([name]) => !listened.shown.has(name))
    for (const [name, now] of came) {
      if (now) this.#document(target.id, now)
      else this.#gone('documentDelete', target.id, name)
    }
    for (const [name, then] of left) {
      const isThere = then && this.#context.database.document(this.#context.root, then.path)
      // What left is billed, what was deleted isn't.
      if (isThere) this.#context.meter.read(1)
      this.#gone(isThere ? 'documentRemove' : 'documentDelete', target.id, name)
    }
    return came.length + left.length
  }

  #document(id: number, document: StoredDocument): void {
    this.#context.meter.read(1)
    const text = render(this.#context, document, undefined)
    this.#send(`{"documentChange":{"document":${text},"targetIds":[${id}]}}`)
  }

  #gone(kind: 'documentDelete' | 'documentRemove', id: number, name: string): void {
    const { readTime } = this.#version()
    this.#send(JSON.stringify({ [kind]: { document: name, readTime, removedTargetIds: [id] } }))
  }

  #refuse(id: number, { status, message }: FirestoreError): void {
    this.#change('REMOVE', id, { cause: { code: GRPC_CODE[status], message } })
  }

  #change(targetChangeType: string, id: number, more: object = {}): void {
    this.#send(JSON.stringify({ targetChange: { targetChangeType, targetIds: [id], ...more } }))
  }

  /** Of all targets at once: what was sent so far is consistent. */
  #snapshot(): void {
    this.#send(JSON.stringify({ targetChange: this.#version() }))
  }

  #version(): { resumeToken: string; readTime: string } {
    const now = this.#context.clock.read()
    return {
      resumeToken: Buffer.from(String(now)).toString('base64'),
      readTime: formatTimestamp(now),
    }
  }
}
