// The last known answers of one person, in one cache. Another person's first answer empties it.
import { mayKeep, viewerOf } from './policy.ts'

const ENTRIES_MAX = 60
const OWNER = '/__owner'
const AS_OF = 'x-as-of'

export interface LastKnown {
  readonly answer: Response
  /** When it was true, RFC 3339. */
  readonly asOf: string
}

export class Keeper {
  readonly #name: string
  readonly #storage: CacheStorage
  readonly #now: () => number
  /** What was asked for before somebody was forgotten must not be kept after it. */
  #era = 0

  constructor(name: string, storage: CacheStorage, now: () => number) {
    this.#name = name
    this.#storage = storage
    this.#now = now
  }

  get era(): number {
    return this.#era
  }

  async forget(): Promise<void> {
    this.#era += 1
    await this.#storage.delete(this.#name)
  }

  /** Forgets whom the answer was not made for. */
  async meet(answer: Response): Promise<void> {
    const viewer = viewerOf(answer)
    if (viewer === null) return
    const cache = await this.#storage.open(this.#name)
    const owner = await (await cache.match(OWNER))?.text()
    if (owner === viewer) return
    if (owner !== undefined) await this.forget()
    await (await this.#storage.open(this.#name)).put(OWNER, new Response(viewer))
  }

  /** `era`: of the moment it was asked for. */
  async keep(url: string, answer: Response, era: number): Promise<void> {
    if (!mayKeep(url, answer)) return
    const headers = new Headers(answer.headers)
    headers.set(AS_OF, new Date(this.#now()).toISOString())
    const body = await answer.blob()
    if (era !== this.#era) return
    const cache = await this.#storage.open(this.#name)
    await cache.put(url, new Response(body, { headers }))
    // In the order of their keeping; the owner may be among the first.
    const kept = (await cache.keys()).filter((one) => new URL(one.url).pathname !== OWNER)
    for (const oldest of kept.slice(0, -ENTRIES_MAX)) await cache.delete(oldest)
    if (era !== this.#era) await cache.delete(url)
  }

  async find(url: string): Promise<LastKnown | null> {
    const cache = await this.#storage.open(this.#name)
    const answer = await cache.match(url, { ignoreVary: true })
    const asOf = answer?.headers.get(AS_OF)
    return answer && asOf ? { answer, asOf } : null
  }
}
