// What a commitment would mean, kept up to date while somebody chooses; read out when it settles.
import type { Odds } from '../../shared/api/predictions.ts'
import { winningCount } from '../../shared/winning.ts'
import { type Choice, missingFor } from '../lib/choice.ts'
import type { Format } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'
import type { Move } from '../lib/odds-held.ts'
import { COMMIT } from '../words/commit.ts'
import { POSITION_NAMES } from '../words/states.ts'

interface CommitSummaryProps {
  readonly choice: Choice
  readonly odds: Odds
  /** Of the side that is chosen, when its odds are no longer those that the person knows. */
  readonly move: Move | null
  /** null: the balance could not be read. */
  readonly available: number | null
  /** Fewer can't be committed. */
  readonly min: number
  /** Nor more. */
  readonly max: number
}

export function CommitSummary(props: CommitSummaryProps) {
  const { choice, odds, available, max } = props
  const format = useFormat()
  const { side } = choice
  const stake = (choice.stake ?? 0) > max ? null : choice.stake
  const winning = side && stake !== null ? winningCount(stake, odds[side]) : null
  const after = available !== null && stake !== null ? available - stake : null
  return (
    <div className="mt-4 border-t border-line pt-3" aria-live="polite">
      <dl>
        <div className="sum">
          <dt className="text-soft">
            {side ? COMMIT.ifRight(POSITION_NAMES[side]) : COMMIT.ifYouAreRight}
          </dt>
          <dd className="font-semibold tabular-nums">
            {winning === null ? <Nothing /> : format.count(winning)}
          </dd>
        </div>
        <div className="sum">
          <dt className="text-soft">{COMMIT.after}</dt>
          <dd className="tabular-nums">
            {after === null || after < 0 ? <Nothing /> : format.tokens(after)}
            {available === null ? null : (
              <span className="text-soft"> {COMMIT.of(format.tokens(available))}</span>
            )}
          </dd>
        </div>
      </dl>
      {/* As high as its longest words, so that the button under them stays where it is. */}
      <p className="mt-1 min-h-16 text-sm text-pretty">
        <LastWords {...props} />
      </p>
    </div>
  )
}

const Nothing = () => <span className="font-normal text-soft">{COMMIT.nothing}</span>

/** What is read last: what is missing, what has changed, or what this does for good. */
function LastWords({ choice, odds, move, available, min, max }: CommitSummaryProps) {
  const format = useFormat()
  const { side, stake } = choice
  if ((stake ?? 0) > max) return <strong>{COMMIT.atMost(format.count(max))}</strong>
  const missing = missingFor(choice, available, min)
  if (missing > 0) return <strong>{shortage(missing, stake, min, format)}</strong>
  if (!side) return <span className="text-soft">{COMMIT.hint}</span>
  const name = POSITION_NAMES[side]
  if (stake === null) return <span className="text-soft">{COMMIT.hintSide(name)}</span>
  if (!move) {
    const other = POSITION_NAMES[side === 'yes' ? 'no' : 'yes']
    return <>{COMMIT.last(format.count(stake), name, format.odds(odds[side]), other)}</>
  }
  const was = format.tokens(winningCount(stake, move.from))
  const now = format.tokens(winningCount(stake, move.to))
  return (
    <strong>
      {COMMIT.moved(name, format.odds(move.from), format.odds(move.to))}{' '}
      {COMMIT.movedWinning(format.count(stake), now, was)}
    </strong>
  )
}

const shortage = (missing: number, stake: number | null, min: number, format: Format): string =>
  stake !== null && stake >= min ? COMMIT.short(format.count(missing)) : COMMIT.few
