// Yes or no, each with what it pays.
import type { Odds, Position } from '../../shared/api/predictions.ts'
import { useFormat } from '../lib/locale.ts'
import { POSITION_NAMES, SIDES } from '../lib/predictions.ts'

interface SideChoiceProps {
  readonly odds: Odds
  readonly initial: Position | null
  readonly error: string | null
}

export function SideChoice({ odds, initial, error }: SideChoiceProps) {
  const format = useFormat()
  return (
    <fieldset className="sides mt-4" aria-describedby={error ? 'side-error' : undefined}>
      <legend className="py-1 font-medium">Your side</legend>
      <div className="mt-1 grid grid-cols-2 gap-3">
        {SIDES.map((side) => (
          <label key={side} className="side-choice">
            <input
              type="radio"
              name="side"
              value={side}
              defaultChecked={side === initial}
              required
              aria-invalid={error ? true : undefined}
            />
            <span className="flex items-center gap-2 font-semibold">
              <span className={`side-dot side-dot-${side}`} aria-hidden="true" />
              {POSITION_NAMES[side]}
            </span>
            <span className="text-sm text-soft">
              pays{' '}
              <span className="font-semibold text-ink tabular-nums">{format.odds(odds[side])}</span>
              <span className="sr-only"> for each token</span>
            </span>
          </label>
        ))}
      </div>
      {error ? (
        <p id="side-error" className="mt-1 text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}
