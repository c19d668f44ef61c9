// Files that are on their way into this browser: they outlive the page where they were begun, and
// a change of what it shows.
import { type Ended, type Progress, saveFile } from './file-progress.ts'

export type Download = { readonly href: string } & (
  | { readonly is: 'broken' }
  | { readonly is: 'coming' | 'saved'; readonly progress: Progress }
)

type Save = typeof saveFile
type Listener = () => void

export function createDownloads(save: Save) {
  let all: readonly Download[] = []
  const running = new Map<string, AbortController>()
  const listeners = new Set<Listener>()
  const set = (next: readonly Download[]): void => {
    all = next
    for (const tell of listeners) tell()
  }
  const others = (href: string) => all.filter((each) => each.href !== href)
  const put = (download: Download): void => set([...others(download.href), download])

  async function run(href: string, { signal }: AbortController): Promise<Ended> {
    let progress: Progress = { rows: 0, most: null }
    const tell = (latest: Progress): void => {
      progress = latest
      put({ href, is: 'coming', progress })
    }
    tell(progress)
    const ended = await save(href, signal, tell)
    if (ended === 'saved') put({ href, is: 'saved', progress })
    else set(others(href))
    return ended
  }

  return {
    all: () => all,
    subscribe(tell: Listener) {
      listeners.add(tell)
      return () => {
        listeners.delete(tell)
      }
    },
    /** One file once at a time; what has ended before was told. */
    async begin(href: string): Promise<void> {
      if (running.has(href)) return
      const control = new AbortController()
      running.set(href, control)
      set(all.filter(({ is }) => is === 'coming'))
      try {
        await run(href, control)
      } catch {
        if (control.signal.aborted) set(others(href))
        else put({ href, is: 'broken' })
      }
      running.delete(href)
    },
    stop: (href: string) => running.get(href)?.abort(),
  }
}

export const DOWNLOADS = createDownloads(saveFile)
