// Keeps listening: asks for the right, loads what listens, and begins anew when that ends. What
// can't be had now is tried again later; the page reads its balance by itself meanwhile.
import type { ListeningView } from '../../shared/api/session.ts'
import type { BrowserSettings } from '../../shared/pages.ts'
import type { Ears, Listening } from './listen.client.ts'

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
  let closed = false
  let open: Listening | null = null
  let wake = () => {}

  async function run(): Promise<void> {
    for (let failures = 0; !closed; failures += 1) {
      const right = await askForRight()
      if (closed) return
      const began = right && right !== 'never' && (await begin(right))
      if (closed) return
      ears.connected(false)
      if (right === 'never') return
      if (began) failures = 0
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, Math.min(PAUSE_MS * 2 ** failures, PAUSE_MS_MAX))
      })
    }
  }

  /** Resolves when it is over; whether it had begun. */
  async function begin(right: ListeningView): Promise<boolean> {
    try {
      const { listen } = await import('./listen.client.ts')
      if (closed) return false
      const listening = await listen(settings, right, ears)
      if (closed) {
        listening.close()
        return false
      }
      open = listening
      await listening.ended
      open = null
      listening.close()
      return true
    } catch {
      return false
    }
  }

  void run()
  return {
    nudge: () => (open ? open.nudge() : wake()),
    close() {
      closed = true
      open?.close()
      wake()
    },
  }
}

async function askForRight(): Promise<ListeningView | 'never' | null> {
  try {
    const response = await fetch('/api/session/live', { method: 'POST' })
    if (FINAL.has(response.status)) return 'never'
    return response.ok ? ((await response.json()) as ListeningView) : null
  } catch {
    return null
  }
}
