// Whether the balance moves by itself: a word and a dot, calm in every state.
import { useLiveState } from '../lib/live-context.ts'
import { LIVE } from '../words/live.ts'

/** Keeps its place while nothing is known yet, so that nothing jumps. */
export function LiveBadge() {
  const state = useLiveState()
  if (state === 'starting') return <p className="live-badge" aria-hidden="true" />
  const { shown, read } = LIVE[state]
  return (
    <p className={`live-badge live-${state}`}>
      <span className="live-dot" aria-hidden="true" />
      {shown}
      <span className="sr-only">. {read}</span>
    </p>
  )
}
