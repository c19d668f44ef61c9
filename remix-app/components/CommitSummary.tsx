// What a commitment would mean, kept up to date while somebody chooses; read out when it settles.
import { Link } from '@remix-run/react'
import type { Odds } from '../../shared/api/predictions.ts'
import { winningCount } from '../../shared/winning.ts'
import type { Choice } from '../lib/choice.ts'
import type { Format } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'

interface CommitSummaryProps {
  readonly choice: Choice
  readonly odds: Odds
  /** null: the balance could not be read. */
  readonly available: number | null
  /** Fewer can't be committed. */
  readonly min: number
}

export function CommitSummary({ choice, odds, available, min }: CommitSummaryProps) {
  const format = useFormat()
  const { side, stake } = choice
  const winning = side && stake !== null ? winningCount(stake, odds[side]) : null
  const after = available !== null && stake !== null ? available - stake : null
  return (
    <div className="mt-4 border-t border-line pt-3" aria-live="polite">
      <dl>
        <div className="sum">
          <dt className="text-soft">{side === 'no' ? 'If No is right' : 'If you are right'}</dt>
          <dd className="font-semibold tabular-nums">
            {winning === null ? NOTHING : format.count(winning)}
          </dd>
        </div>
        <div className="sum">
          <dt className="text-soft">Available now</dt>
          <dd className="tabular-nums">
            {available === null ? NOTHING : format.tokens(available)}
          </dd>
        </div>
        <div className="sum">
          <dt className="text-soft">Available after it</dt>
          <dd className="tabular-nums">
            {after === null || after < 0 ? NOTHING : format.tokens(after)}
          </dd>
        </div>
      </dl>
      <p className="min-h-6 text-sm">
        <Short available={available} after={after} min={min} />
      </p>
    </div>
  )
}

const NOTHING = <span className="font-normal text-soft">–</span>

interface ShortProps {
  readonly available: number | null
  readonly after: number | null
  readonly min: number
}

function Short(props: ShortProps) {
  const words = shortage(props, useFormat())
  if (!words) return null
  return (
    <span className="font-medium">
      {words}{' '}
      <Link to="/wallet/buy" className="link">
        Buy tokens
      </Link>
    </span>
  )
}

function shortage({ available, after, min }: ShortProps, format: Format): string | null {
  if (available !== null && available < min) {
    return available === 0
      ? 'You have no available tokens.'
      : 'You have too few tokens for this one.'
  }
  return after !== null && after < 0 ? `You are ${format.count(-after)} short.` : null
}
