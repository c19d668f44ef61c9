// Whether the balance moves by itself.
import type { LiveState } from '../lib/live-context.ts'

export const LIVE: Record<Exclude<LiveState, 'starting'>, { shown: string; read: string }> = {
  live: { shown: 'Live', read: 'This balance moves by itself.' },
  slow: { shown: 'Updates every 30 seconds', read: 'This balance is read anew now and then.' },
  offline: { shown: 'Offline, last known', read: 'This is the last balance that could be read.' },
}
