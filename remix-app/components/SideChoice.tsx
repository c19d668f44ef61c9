// Yes or no, each with what it pays, and with what it paid when that has just changed.
import type { Odds, Position } from '../../shared/api/predictions.ts'
import { POSITIONS } from '../../shared/positions.ts'
import { useFormat } from '../lib/locale.ts'
import { COMMIT } from '../words/commit.ts'
import { POSITION_NAMES } from '../words/states.ts'
import { useMoves } from './Moving.tsx'

interface SideChoiceProps {
  readonly odds: Odds
  /** As the person knows them. */
  readonly was: Odds | null
  readonly initial: Position | null
  readonly error: string | null
}

export function SideChoice({ odds, was, initial, error }: SideChoiceProps) {
  return (
    <fieldset className="sides mt-4" aria-describedby={error ? 'side-error' : undefined}>
      <legend className="py-1 font-medium">{COMMIT.side}</legend>
      <div className="mt-1 grid grid-cols-2 gap-3">
        {POSITIONS.map((side) => (
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
              <Pays bps={odds[side]} was={was?.[side] ?? odds[side]} />
              <span className="sr-only"> {COMMIT.forEach}</span>
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

function Pays({ bps, was }: { bps: number; was: number }) {
  const format = useFormat()
  const moves = useMoves(bps)
  const isMoved = bps !== was
  return (
    <span className="whitespace-nowrap tabular-nums">
      {/* Both odds and the word don't fit a phone in one line. */}
      <span className={isMoved ? 'sr-only' : undefined}>{COMMIT.pays} </span>
      {isMoved ? (
        <>
          <span className="sr-only">{COMMIT.was(format.odds(was))} </span>
          <s aria-hidden="true">{format.odds(was)}</s>{' '}
        </>
      ) : null}
      <span key={moves} className={`font-semibold text-ink ${moves > 0 ? 'moved' : ''}`}>
        {format.odds(bps)}
      </span>
    </span>
  )
}
