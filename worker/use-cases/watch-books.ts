// The five-minute cron's look at the checks themselves: nobody else notices when they stand still.
import { isUnheard } from '../domain/alert.ts'
import type { Found } from '../domain/difference.ts'
import type { Micros } from '../domain/ledger.ts'
import { type LedgerSums, SUMS_REF } from '../domain/ledger-sums.ts'
import { isOverdue, NIGHT_REF, type Night, noNight } from '../domain/night.ts'
import { isSilent } from '../domain/turn.ts'
import { behindOf, STRIPE_REF, type StripeWatch } from '../domain/windows.ts'
import type { ReconcilePart, Services } from '../ports.ts'
import { nowMicros } from './now.ts'
import { type Cause, raiseAlerts, ring } from './raise-alert.ts'
import { beginNight } from './run-night.ts'
import { sendNight } from './send-night.ts'

type Needs = Pick<
  Services,
  'store' | 'queue' | 'archive' | 'alarm' | 'clock' | 'hash' | 'random' | 'log'
>

/** A night's message was lost when nothing has moved for a while. */
const SILENT_MICROS_MAX = 10 * 60 * 1_000_000
/** Four ticks of the quarter-hour. */
const BEHIND_MICROS_MAX = 60 * 60 * 1_000_000
const ALERTS_MAX = 3
const UNHEARD_MAX = 50
const TICK_MICROS: Micros = 5 * 60 * 1_000_000

export async function watchBooks(s: Needs): Promise<void> {
  const now = nowMicros(s.clock)
  const refs = { night: NIGHT_REF, sums: SUMS_REF, watch: STRIPE_REF } as const
  const { night, sums, watch } = await s.store.look(refs)
  // Told first: what keeps a check from its work may keep it from being sent again as well.
  await raiseAlerts(s, [...ofNight(night, now), ...ofLedger(sums, now), ...ofStripe(watch, now)])
  await driveNight(s, night, now)
  const unheard = await s.store.alertsUnheard(UNHEARD_MAX)
  await ring(
    s,
    inTurn(
      unheard.filter((alert) => isUnheard(alert, now)),
      now,
    ),
  )
}

/** Some each tick, the next ones at the next: what is never heard keeps no other from its turn. */
function inTurn<T>(all: readonly T[], now: Micros): T[] {
  const start = (Math.floor(now / TICK_MICROS) * ALERTS_MAX) % Math.max(all.length, 1)
  return [...all.slice(start), ...all.slice(0, start)].slice(0, ALERTS_MAX)
}

/** By its state, for crons may not fire: what a lost message left, and what nobody has begun. */
async function driveNight(s: Needs, night: Found<Night> | null, now: Micros): Promise<void> {
  if (!night) {
    await s.store.atomically({ night: NIGHT_REF }, ({ night: seen }) => {
      return { answer: null, changes: seen ? [] : [{ ref: NIGHT_REF, value: noNight(now) }] }
    })
  } else if (night.value?.finishedAt === null) {
    if (isStill(night.value, SILENT_MICROS_MAX, now)) await sendNight(s, night.value)
  } else if (night.value && isOverdue(night.value, now)) await beginNight(s)
}

const isStill = ({ movedAt }: { readonly movedAt: Micros }, most: Micros, now: Micros): boolean =>
  isSilent(movedAt, most, now)

/** One that can't be read stands still for good. */
function ofNight(night: Found<Night> | null, now: Micros): Cause[] {
  if (!night) return []
  if (!night.value) return [behind('night', {})]
  const { finishedAt, startedAt, movedAt, stage } = night.value
  if (finishedAt !== null) {
    return isOverdue(night.value, now) ? [behind('night', { startedAt })] : []
  }
  return isStill(night.value, BEHIND_MICROS_MAX, now) ? [behind('night', { stage, movedAt })] : []
}

function ofLedger(sums: Found<LedgerSums> | null, now: Micros): Cause[] {
  if (!sums) return []
  if (!sums.value) return [behind('ledger', {})]
  const { until, movedAt } = sums.value
  return isStill(sums.value, BEHIND_MICROS_MAX, now) ? [behind('ledger', { until, movedAt })] : []
}

function ofStripe(watch: Found<StripeWatch> | null, now: Micros): Cause[] {
  if (!watch) return []
  if (!watch.value) return [behind('stripe', {})]
  const kinds = behindOf(watch.value, now)
  return kinds.length > 0 ? [behind('stripe', { kinds })] : []
}

const behind = (part: ReconcilePart, facts: object): Cause => ({
  cause: 'recon_behind',
  facts: { part, ...facts },
  occasion: part,
})
