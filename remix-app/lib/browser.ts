// What only the browser knows. The first render must equal the server's, so each of these starts
// with the server's answer and changes right after hydration.
import { useEffect, useSyncExternalStore } from 'react'

const never = () => () => {}

export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )

/** The person's time zone; UTC on the server and without JavaScript. */
export const useZone = (): string =>
  useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    () => 'UTC',
  )

const AWAY_MS = 20_000

/** Calls back when the page is looked at again after a while: a balance may have moved. */
export function useComeBack(refresh: () => void): void {
  useEffect(() => {
    let left: number | null = null
    const onChange = (event: Event) => {
      if (document.visibilityState === 'hidden') left = event.timeStamp
      else if (left !== null && event.timeStamp - left > AWAY_MS) refresh()
    }
    document.addEventListener('visibilitychange', onChange)
    return () => document.removeEventListener('visibilitychange', onChange)
  }, [refresh])
}
