// The machine's clock; on a laptop it can be shifted to see tomorrow today.
import type { Settings } from '../env.ts'
import type { Clock } from '../ports.ts'

export function systemClock(settings: Pick<Settings, 'KAI_CLOCK_OFFSET_S'>): Clock {
  const offset = settings.KAI_CLOCK_OFFSET_S * 1000
  return { now: () => Date.now() + offset }
}
