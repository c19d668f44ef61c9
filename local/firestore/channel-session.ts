// One WebChannel session: arrays for the client are numbered, and kept until it says that it has
// them, because the response that carries them may break at any byte.
import { unauthenticated } from './callers.ts'
import { asFirestoreError, errorBody, FirestoreError, invalid } from './errors.ts'
import type { Send, Stream } from './stream.ts'

/** What ends sooner or later; smaller in tests. */
export interface ChannelBounds {
  /** A quiet response is kept alive by a noop. */
  keepAliveMs: number
  /** A long poll without news is answered by one. */
  longPollMs: number
  /** A session that no client asks about ends. */
  idleMs: number
  sessionsMax: number
  /** A client that takes less than it is sent is cut off. */
  unacknowledgedCharactersMax: number
  /** A response that never ended would grow in the client, which acknowledges with the next. */
  responseCharactersMax: number
}

interface Numbered {
  id: number
  text: string
}

interface BackChannel {
  controller: ReadableStreamDefaultController<Uint8Array>
  isLongPoll: boolean
  characters: number
  timer: NodeJS.Timeout
}

/** The longest that setTimeout can wait. */
const TIMER_MS_MAX = 2 ** 31 - 1
/** `<length in UTF-16 units>\n<text>`, as the client counts. */
export const frame = (text: string) => `${text.length}\n${text}`

export class ChannelSession {
  readonly id = crypto.randomUUID()
  readonly #bounds: ChannelBounds
  readonly #ended: () => void
  #stream: Stream | undefined
  #unacknowledged: Numbered[] = []
  #lastId = 0
  /** Newest array of the current response. */
  #written = 0
  #nextMap = 0
  #back: BackChannel | undefined
  #idle: NodeJS.Timeout | undefined
  #expiry: NodeJS.Timeout | undefined
  #isFlushing = false
  #hasFailed = false

  constructor(bounds: ChannelBounds, ended: () => void) {
    this.#bounds = bounds
    this.#ended = ended
    this.#waitForClient()
  }

  start(open: (send: Send) => Stream): void {
    this.#stream = open((text) => this.#push(`[${text}]`))
  }

  /** A token that runs out ends the stream; the SDK comes back with a fresh one. */
  expireAt(instantMs: number): void {
    const wait = Math.min(Math.max(0, instantMs - Date.now()), TIMER_MS_MAX)
    this.#expiry = setTimeout(() => this.fail(unauthenticated()), wait)
    this.#expiry.unref()
  }

  /** Maps may come twice, when the answer to the first delivery was lost. */
  receive(offset: number, maps: readonly string[]): void {
    for (const [at, text] of maps.entries()) {
      if (offset + at < this.#nextMap) continue
      this.#nextMap = offset + at + 1
      try {
        this.#stream?.receive(parsed(text))
      } catch (error) {
        this.fail(error)
      }
    }
  }

  /** The client hears of the error as the last word of the stream. */
  fail(error: unknown): void {
    if (this.#hasFailed) return
    this.#hasFailed = true
    this.#closeStream()
    this.#push(JSON.stringify([errorBody(asFirestoreError(error))]))
  }

  acknowledge(id: number): void {
    this.#unacknowledged = this.#unacknowledged.filter((array) => array.id > id)
  }

  /** Whether a response is open, the newest array, and how much of it all is unacknowledged. */
  status(): string {
    return JSON.stringify([this.#back ? 1 : 0, this.#lastId, this.#unacknowledgedCharacters()])
  }

  /** The client's open question for news; a newer one replaces it. */
  attach(acknowledged: number, isLongPoll: boolean, longPollMs?: number): ReadableStream {
    this.acknowledge(acknowledged)
    this.#detach()
    clearTimeout(this.#idle)
    this.#written = acknowledged
    const wait = isLongPoll ? (longPollMs ?? this.#bounds.longPollMs) : this.#bounds.keepAliveMs
    let back: BackChannel
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        const timer = setInterval(() => this.#push('["noop"]'), wait)
        timer.unref()
        back = { controller, isLongPoll, characters: 0, timer }
        this.#back = back
        // A first word at once tells the client that nothing on the way holds responses back.
        if (this.#unacknowledged.length > 0) this.#flush()
        else if (!isLongPoll) this.#push('["noop"]')
      },
      cancel: () => this.#lose(back),
    })
  }

  end(): void {
    this.#closeStream()
    this.#detach()
    clearTimeout(this.#idle)
    this.#ended()
  }

  #push(text: string): void {
    this.#lastId += 1
    this.#unacknowledged.push({ id: this.#lastId, text })
    if (
      this.#unacknowledgedCharacters() > this.#bounds.unacknowledgedCharactersMax &&
      this.#stream
    ) {
      this.#unacknowledged = []
      this.fail(new FirestoreError('RESOURCE_EXHAUSTED', 'The client does not keep up'))
    }
    if (this.#isFlushing) return
    this.#isFlushing = true
    queueMicrotask(() => {
      this.#isFlushing = false
      this.#flush()
    })
  }

  #flush(): void {
    const back = this.#back
    const news = this.#unacknowledged.filter(({ id }) => id > this.#written)
    if (!back || news.length === 0) return
    const text = frame(`[${news.map((array) => `[${array.id},${array.text}]`).join(',')}]`)
    this.#written = this.#lastId
    back.controller.enqueue(Buffer.from(text))
    back.characters += text.length
    back.timer.refresh()
    if (back.isLongPoll || back.characters > this.#bounds.responseCharactersMax) this.#detach()
  }

  #detach(): void {
    const back = this.#back
    if (!back) return
    this.#lose(back)
    back.controller.close()
  }

  #lose(back: BackChannel): void {
    clearInterval(back.timer)
    if (this.#back !== back) return
    this.#back = undefined
    this.#waitForClient()
  }

  #waitForClient(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.end(), this.#bounds.idleMs)
    this.#idle.unref()
  }

  #closeStream(): void {
    clearTimeout(this.#expiry)
    this.#stream?.close()
    this.#stream = undefined
  }

  #unacknowledgedCharacters(): number {
    return this.#unacknowledged.reduce((sum, { text }) => sum + text.length, 0)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('Invalid JSON payload received.')
  }
}
