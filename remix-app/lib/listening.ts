// Keeps listening: asks for the right, loads what listens, and begins anew when that ends. What
// can't be had now is tried again later; the page reads its balance by itself meanwhile.
import type { ListeningView } from '../../shared/api/session.ts'
import type { BrowserSettings } from '../../shared/pages.ts'
import type * as ListenClient from './listen.client.ts'
import type { Listening, Observer } from './listen.client.ts'

const ASK_MS_MAX = 10_000
const PAUSE_MS = 5_000
const PAUSE_MS_MAX = 300_000

/** Set up wrongly or signed out: trying again would not help. */
const FINAL = new Set([401, 403, 404])

export interface Subscription {
  /** Something says that it may work now. */
  reconnect(): void
  close(): void
}

/** What it takes; a test has its own. */
export interface Means {
  /** `never`: trying again would not help. null: not now. */
  askForRight(): Promise<ListeningView | 'never' | null>
  load(): Promise<Pick<typeof ListenClient, 'listen'>>
  later(run: () => void, ms: number): void
}

const MEANS: Means = {
  askForRight,
  load: () => import('./listen.client.ts'),
  later: (run, ms) => void setTimeout(run, ms),
}

export function subscribe(
  settings: BrowserSettings,
  observer: Observer,
  means = MEANS,
): Subscription {
  const subscription = new Resubscriber(settings, observer, means)
  void subscription.run()
  return subscription
}

class Resubscriber implements Subscription {
  readonly #settings: BrowserSettings
  readonly #observer: Observer
  readonly #means: Means
  #isClosed = false
  #open: Listening | null = null
  #wake = (): void => {}

  constructor(settings: BrowserSettings, observer: Observer, means: Means) {
    this.#settings = settings
    this.#observer = observer
    this.#means = means
  }

  async run(): Promise<void> {
    for (let failures = 0; !this.#isClosed; failures += 1) {
      const right = await this.#means.askForRight()
      const wasLive = right && right !== 'never' && (await this.#listen(right))
      if (this.#isClosed) return
      this.#observer.connected(false)
      if (right === 'never') return
      if (wasLive) failures = 0
      await this.#pause(Math.min(PAUSE_MS * 2 ** failures, PAUSE_MS_MAX))
    }
  }

  /** Resolves when it is over; whether anything was heard. */
  async #listen(right: ListeningView): Promise<boolean> {
    let wasLive = false
    const connected = (isLive: boolean) => {
      wasLive ||= isLive
      this.#observer.connected(isLive)
    }
    try {
      const { listen } = await this.#means.load()
      if (this.#isClosed) return false
      const listening = await listen(this.#settings, right, { ...this.#observer, connected })
      this.#open = listening
      if (!this.#isClosed) await listening.ended
      this.#open = null
      listening.close()
    } catch {
      // Blocked, or refused at the sign-in service: tried again later.
    }
    return wasLive
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
      this.#means.later(resolve, ms)
    })
  }

  reconnect(): void {
    if (this.#open) this.#open.reconnect()
    else this.#wake()
  }

  close(): void {
    this.#isClosed = true
    this.#open?.close()
    this.#wake()
  }
}

async function askForRight(): Promise<ListeningView | 'never' | null> {
  try {
    const signal = AbortSignal.timeout(ASK_MS_MAX)
    const response = await fetch('/api/session/live', { method: 'POST', signal })
    if (FINAL.has(response.status)) return 'never'
    return response.ok ? ((await response.json()) as ListeningView) : null
  } catch {
    return null
  }
}
