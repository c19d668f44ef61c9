// Tells a caller that its answer is the first one again.
import type { AppContext } from './app-env.ts'

export function replayed(c: AppContext, isReplay: boolean): void {
  if (isReplay) c.header('idempotency-replayed', 'true')
}
