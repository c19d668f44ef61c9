// Keeps listening: asks for the right, loads what listens, and begins anew when that ends. What
// can't be had now is tried again later; the page reads its balance by itself meanwhile.
import type { ListeningView } from '../../shared/api/session.ts'
import type { BrowserSettings } from '../../shared/pages.ts'
import type { Ears, Listening } from './listen.client.ts'

const ASK_MS_MAX = 10_000
const PAUSE_MS = 5_000
const PAUSE_MS_MAX = 300_000

/** Set up wrongly or signed out: trying again would not help. */
const FINAL = new Set([401, 403, 404])

export interface Keeping {
  /** Something says that it may work now. */
  nudge(): void
  close(): void
}

export function keepListening(settings: BrowserSettings, ears: Ears): Keeping {
  const keeper = new Keeper(settings, ears)
  void keeper.run()
  return keeper
}

class Keeper implements Keeping {
  readonly #settings: BrowserSettings
  readonly #ears: Ears
  #isClosed = false
  #open: Listening | null = null
  #wake = (): void => {}

  constructor(settings: BrowserSettings, ears: Ears) {
    this.#settings = settings
    this.#ears = ears
  }

  async run(): Promise<void> {
    for (let failures = 0; !this.#isClosed; failures += 1) {
      const right = await askForRight()
      const wasLive = right && right !== 'never' && (await this.#listen(right))
      if (this.#isClosed) return
      this.#ears.connected(false)
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
      this.#ears.connected(isLive)
    }
    try {
      const { listen } = await import('./listen.client.ts')
      if (this.#isClosed) return false
      const listening = await listen(this.#settings, right, { ...this.#ears, connected })
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
      setTimeout(resolve, ms)
    })
  }

  nudge(): void {
    if (this.#open) this.#open.nudge()
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
