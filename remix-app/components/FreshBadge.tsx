// How true the odds on the page are: how often they are looked at, or that they could not be.
import { useHydrated } from '../lib/browser.ts'
import { formatWait } from '../lib/format.ts'
import { useOnline } from '../lib/online.ts'
import type { Watched } from '../lib/watch-prediction.ts'
import { FRESH } from '../words/commit.ts'

/** Keeps its place while nothing is known yet, so that nothing jumps. */
export function FreshBadge({ watched: { everyMs, ...watched } }: { watched: Watched }) {
  const isOnline = useOnline()
  const isAway = watched.isAway || !isOnline
  const isWatching = useHydrated() && everyMs !== null
  if (!isWatching) return <p className="live-badge no-print mt-2" aria-hidden="true" />
  return (
    <p className={`live-badge no-print mt-2 live-${isAway ? 'offline' : 'live'}`}>
      <span className="live-dot" aria-hidden="true" />
      {isAway ? FRESH.away : FRESH.every(formatWait(everyMs / 1000))}
    </p>
  )
}
