// The five-minute cron's look at the checks themselves: nobody else notices when they stand still.
import { isUnheard } from '../domain/alert.ts'
import { SUMS_REF } from '../domain/ledger-sums.ts'
import { NIGHT_REF } from '../domain/night.ts'
import type { Services } from '../ports.ts'
import { nowMicros } from './now.ts'
import { raiseAlert, ring } from './raise-alert.ts'
import { sendNight } from './send-night.ts'

type Needs = Pick<Services, 'store' | 'queue' | 'alarm' | 'clock' | 'random' | 'log'>

/** A night's message was lost when nothing has moved for a while. */
const SILENT_MICROS_MAX = 10 * 60 * 1_000_000
/** Four ticks of the quarter-hour. */
const BEHIND_MICROS_MAX = 60 * 60 * 1_000_000
const ALERTS_MAX = 3

export async function watchBooks(s: Needs): Promise<void> {
  const { night, sums } = await s.store.read({ night: NIGHT_REF, sums: SUMS_REF })
  const now = nowMicros(s.clock)
  const isSilent = night?.finishedAt === null && now - night.movedAt > SILENT_MICROS_MAX
  if (isSilent) await sendNight(s, night)
  if (sums && now - sums.movedAt > BEHIND_MICROS_MAX) {
    const facts = { part: 'ledger', until: sums.until, movedAt: sums.movedAt }
    await raiseAlert(s, { cause: 'recon_behind', facts, occasion: 'ledger' })
  }
  const unheard = await s.store.alertsUnheard(ALERTS_MAX)
  await ring(
    s,
    unheard.filter((alert) => isUnheard(alert, now)),
  )
}
