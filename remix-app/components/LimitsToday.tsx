// What is in force, how much of it is used today, and what begins later.
import type { LimitsView } from '../../shared/api/account.ts'
import type { Format } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'
import { timeLeft } from '../lib/predictions.ts'
import { Time } from './Figures.tsx'
import { Meter } from './Meter.tsx'
import { Notice } from './Notice.tsx'

export function LimitsToday({ limits, now }: { limits: LimitsView; now: number }) {
  const { purchaseUsdCentsPerDay, commitTokensPerDay, excludedUntil, wished, today } = limits
  const format = useFormat()
  const onBreak = excludedUntil !== null && Date.parse(excludedUntil) > now
  return (
    <section aria-labelledby="today-title" className="card mt-5 p-5 sm:p-6">
      <h2 id="today-title">Today</h2>
      <p className="text-sm text-soft">A day is a UTC day.</p>
      {onBreak ? (
        <div className="mt-4">
          <Notice
            tone="warn"
            title={`You are taking a break for another ${timeLeft(excludedUntil, now)}`}
          >
            <p>
              Until <Time at={excludedUntil} /> nothing can be bought or committed. What you
              committed before is settled as usual.
            </p>
          </Notice>
        </div>
      ) : null}
      <div className="mt-4 grid gap-5 sm:grid-cols-2">
        <Used
          name="Bought"
          used={today.purchasedUsdCents}
          cap={purchaseUsdCentsPerDay}
          format={format.usd}
        />
        <Used
          name="Committed"
          used={today.committedTokens}
          cap={commitTokensPerDay}
          format={format.count}
        />
      </div>
      {wished ? (
        <div className="mt-5">
          <Notice title="Looser limits begin later">
            <p>
              {wishOf(wished, format)}, from <Time at={wished.startsAt} /> on. Saving tighter limits
              before then takes this back.
            </p>
          </Notice>
        </div>
      ) : null}
    </section>
  )
}

function wishOf(wished: NonNullable<LimitsView['wished']>, format: Format): string {
  const { purchaseUsdCentsPerDay: cents, commitTokensPerDay: count } = wished
  const purchases = cents === null ? 'No limit for purchases' : `${format.usd(cents)} of purchases`
  const commitments =
    count === null ? 'no limit for commitments' : `${format.count(count)} of commitments`
  return `${purchases} and ${commitments} a day`
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
          {cap === null ? 'no limit set' : `of ${format(cap)}`}
        </span>
      </p>
      {cap === null ? null : (
        <div className="mt-2">
          <Meter
            value={used}
            max={cap}
            label={`${name} today: ${format(used)} of ${format(cap)}`}
          />
        </div>
      )}
    </div>
  )
}
