// Whether the balance moves by itself: a word and a dot, calm in every state.
import { type LiveState, useLiveState } from '../lib/live-context.ts'

const WORDS: Record<Exclude<LiveState, 'starting'>, { shown: string; read: string }> = {
  live: { shown: 'Live', read: 'This balance moves by itself.' },
  slow: { shown: 'Updates every 30 seconds', read: 'This balance is read anew now and then.' },
  offline: { shown: 'Offline, last known', read: 'This is the last balance that could be read.' },
}

/** Keeps its place while nothing is known yet, so that nothing jumps. */
export function LiveBadge() {
  const state = useLiveState()
  if (state === 'starting') return <p className="live-badge" aria-hidden="true" />
  const { shown, read } = WORDS[state]
  return (
    <p className={`live-badge live-${state}`}>
      <span className="live-dot" aria-hidden="true" />
      {shown}
      <span className="sr-only">. {read}</span>
    </p>
  )
}
