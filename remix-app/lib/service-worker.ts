// Registers the service worker, and hears from it how readings were answered.
import type { Told, Wished } from './offline-messages.ts'

/** Of the document itself; the service worker writes it there. */
export const documentAsOf = (): string | null => document.documentElement.dataset.asOf ?? null

/** `tell`: since when what is shown is only the last known; null = it is true. */
export function openServiceWorker(
  keep: readonly string[],
  tell: (asOf: string | null) => void,
): () => void {
  const { serviceWorker } = navigator
  if (!serviceWorker) return () => {}
  const hear = ({ data }: MessageEvent) => {
    const { kind, asOf } = data as Told
    if (kind === 'answered') tell(asOf)
  }
  serviceWorker.addEventListener('message', hear)
  // Refused (private windows, old browsers): the pages work without.
  void serviceWorker.register('/sw.js').catch(() => undefined)
  const wish: Wished = { kind: 'keep', paths: keep }
  if (keep.length > 0) void serviceWorker.ready.then(({ active }) => active?.postMessage(wish))
  return () => serviceWorker.removeEventListener('message', hear)
}
