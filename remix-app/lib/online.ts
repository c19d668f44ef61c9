// Whether the browser has a network at all. Whether our server is reached is known by asking it.
import { useSyncExternalStore } from 'react'

/** True on the server, and while the page becomes alive. */
export const useOnline = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  )

function subscribe(changed: () => void): () => void {
  for (const type of ['online', 'offline']) window.addEventListener(type, changed)
  return () => {
    for (const type of ['online', 'offline']) window.removeEventListener(type, changed)
  }
}
