// What is in force, how much of it is used today, and what begins later.
import type { LimitsView } from '../../shared/api/account.ts'
import type { Format } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'
import { timeLeft } from '../lib/predictions.ts'
import { LIMITS } from '../words/account.ts'
import { Time } from './Figures.tsx'
import { Meter } from './Meter.tsx'
import { Notice } from './Notice.tsx'

export function LimitsToday({ limits, now }: { limits: LimitsView; now: number }) {
  const { purchaseUsdCentsPerDay, commitTokensPerDay, excludedUntil, wished, today } = limits
  const format = useFormat()
  const onBreak = excludedUntil !== null && Date.parse(excludedUntil) > now
  return (
    <section aria-labelledby="today-title" className="card p-5 sm:p-6">
      <h3 id="today-title" className="text-lg">
        {LIMITS.today}
      </h3>
      <p className="text-sm text-soft">{LIMITS.todayText}</p>
      {onBreak ? (
        <div className="mt-4">
          <Notice tone="warn" title={LIMITS.onBreak(timeLeft(excludedUntil, now))}>
            <p>
              {LIMITS.onBreakUntil} <Time at={excludedUntil} /> {LIMITS.onBreakText}
            </p>
          </Notice>
        </div>
      ) : null}
      <div className="mt-4 grid gap-5 sm:grid-cols-2">
        <Used
          name={LIMITS.bought}
          used={today.purchasedUsdCents}
          cap={purchaseUsdCentsPerDay}
          format={format.usd}
        />
        <Used
          name={LIMITS.committed}
          used={today.committedTokens}
          cap={commitTokensPerDay}
          format={format.count}
        />
      </div>
      {wished ? (
        <div className="mt-5">
          <Notice title={LIMITS.later}>
            <p>
              {wishOf(wished, format)} <Time at={wished.startsAt} /> {LIMITS.laterText}
            </p>
          </Notice>
        </div>
      ) : null}
    </section>
  )
}

function wishOf(wished: NonNullable<LimitsView['wished']>, format: Format): string {
  const { purchaseUsdCentsPerDay: cents, commitTokensPerDay: count } = wished
  return LIMITS.laterBoth(
    LIMITS.laterPurchases(cents === null ? null : format.usd(cents)),
    LIMITS.laterCommitments(count === null ? null : format.count(count)),
  )
}

interface UsedProps {
  readonly name: string
  readonly used: number
  readonly cap: number | null
  readonly format: (count: number) => string
}

function Used({ name, used, cap, format }: UsedProps) {
  return (
    <div>
      <p className="text-sm text-soft">{name}</p>
      <p className="text-lg font-semibold tabular-nums">
        {format(used)}
        <span className="font-normal text-soft">
          {' '}
          {cap === null ? LIMITS.noLimit : LIMITS.of(format(cap))}
        </span>
      </p>
      {cap === null ? null : (
        <div className="mt-2">
          <Meter value={used} max={cap} label={LIMITS.used(name, format(used), format(cap))} />
        </div>
      )}
    </div>
  )
}
