// Whether somebody looks at the page, and whether it is connected, as far as the browser knows.
// Each of these returns how to stop.

/** Runs when the page is looked at again after `awayMs`: what it shows may have moved. */
export function onComeBack(run: () => void, awayMs: () => number): () => void {
  let left: number | null = null
  const change = ({ timeStamp }: Event) => {
    if (document.hidden || !document.hasFocus()) left ??= timeStamp
    else if (left !== null) {
      const away = timeStamp - left
      left = null
      if (away >= awayMs()) run()
    }
  }
  return onEach(change, [
    [document, 'visibilitychange'],
    [window, 'blur'],
    [window, 'focus'],
  ])
}

/** Runs with false once nobody has looked for `hiddenMs`, or the page is left; true in the end. */
export function onSleep(run: (isAwake: boolean) => void, hiddenMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const change = () => {
    clearTimeout(timer)
    if (document.hidden) timer = setTimeout(() => run(false), hiddenMs)
    else run(true)
  }
  const stop = onEach(change, [[document, 'visibilitychange']])
  // Opened behind another tab, and nothing changes until somebody looks.
  if (document.hidden) change()
  // A page with an open stream would not be kept for the back button.
  const stopLeaving = onEach(() => run(false), [[window, 'pagehide']])
  return () => {
    clearTimeout(timer)
    stop()
    stopLeaving()
  }
}

export const onConnection = (run: (isOnline: boolean) => void): (() => void) =>
  onEach(
    () => run(navigator.onLine),
    [
      [window, 'online'],
      [window, 'offline'],
    ],
  )

function onEach(run: (event: Event) => void, places: readonly [EventTarget, string][]): () => void {
  for (const [target, type] of places) target.addEventListener(type, run)
  return () => {
    for (const [target, type] of places) target.removeEventListener(type, run)
  }
}
