// What only the browser knows. The first render must equal the server's, so each of these starts
// with the server's answer and changes right after hydration.
import { useEffect, useState, useSyncExternalStore } from 'react'

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

/** Calls back when the page is looked at again after `awayMs`: a balance may have moved. */
export function useComeBack(refresh: () => void, awayMs: number): void {
  useEffect(() => {
    let left: number | null = null
    const onChange = ({ timeStamp }: Event) => {
      if (document.hidden || !document.hasFocus()) left ??= timeStamp
      else if (left !== null) {
        if (timeStamp - left >= awayMs) refresh()
        left = null
      }
    }
    return onEach(onChange, [
      [document, 'visibilitychange'],
      [window, 'blur'],
      [window, 'focus'],
    ])
  }, [refresh, awayMs])
}

/** Calls back when the connection comes and goes, as far as the browser knows. */
export function useConnection(change: (isOnline: boolean) => void): void {
  useEffect(
    () =>
      onEach(
        () => change(navigator.onLine),
        [
          [window, 'online'],
          [window, 'offline'],
        ],
      ),
    [change],
  )
}

const HIDDEN_MS_MAX = 300_000

/** False before the page is loaded and idle, and once nobody has looked at it for minutes. */
export function useAwake(): boolean {
  const [isAwake, setAwake] = useState(false)
  useEffect(() => whenIdle(() => setAwake(true)), [])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onChange = () => {
      clearTimeout(timer)
      if (document.hidden) timer = setTimeout(() => setAwake(false), HIDDEN_MS_MAX)
      else setAwake(true)
    }
    // A page with an open stream would not be kept for the back button.
    const onLeave = () => setAwake(false)
    const stop = onEach(onChange, [[document, 'visibilitychange']])
    const stopLeaving = onEach(onLeave, [[window, 'pagehide']])
    return () => {
      clearTimeout(timer)
      stop()
      stopLeaving()
    }
  }, [])
  return isAwake
}

function whenIdle(then: () => void): () => void {
  const stop = new AbortController()
  // Safari has no idle callback.
  const soon = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200))
  const loaded = () => soon(() => stop.signal.aborted || then())
  if (document.readyState === 'complete') loaded()
  else window.addEventListener('load', loaded, { once: true, signal: stop.signal })
  return () => stop.abort()
}

function onEach(run: (event: Event) => void, places: readonly [EventTarget, string][]): () => void {
  for (const [target, type] of places) target.addEventListener(type, run)
  return () => {
    for (const [target, type] of places) target.removeEventListener(type, run)
  }
}
