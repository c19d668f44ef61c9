// When a page is ready and has nothing to do.

/** Runs once; returns how to stop. */
export function whenIdle(run: () => void): () => void {
  const stop = new AbortController()
  // Safari has no idle callback.
  const soon = window.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 200))
  const loaded = () => soon(() => stop.signal.aborted || run())
  if (document.readyState === 'complete') loaded()
  else window.addEventListener('load', loaded, { once: true, signal: stop.signal })
  return () => stop.abort()
}
