// How the tokens of a prediction are split between its two sides: a bar and the words for it.
import type { Position, PredictionView } from '../../shared/api/predictions.ts'
import { useFormat } from '../lib/locale.ts'
import { shareOf } from '../lib/share.ts'
import { CARD } from '../words/predictions.ts'
import { POSITION_NAMES } from '../words/states.ts'
import { splitAt } from './SplitBar.tsx'

const WIDTH = 1000

export function SidesBar({ totals }: { totals: PredictionView['totals'] }) {
  const format = useFormat()
  const { yes, no } = totals
  const split = splitAt(yes, no, WIDTH)
  const label = CARD.totalsLabel(format.tokens(yes), format.tokens(no))
  return (
    <div className="sides">
      <svg
        viewBox={`0 0 ${WIDTH} 24`}
        preserveAspectRatio="none"
        className="sides-bar"
        role="img"
        aria-label={label}
      >
        <rect width={WIDTH} height="24" className="empty" />
        {yes > 0 ? <rect width={split} height="24" className="yes" /> : null}
        {no > 0 ? <rect x={split} width={WIDTH - split} height="24" className="no" /> : null}
        {yes > 0 && no > 0 ? <rect x={split - 3} width="6" height="24" className="gap" /> : null}
      </svg>
      <p className="mt-2 flex flex-wrap justify-between gap-x-4 text-sm" aria-hidden="true">
        {yes + no === 0 ? (
          <span>{CARD.noTotals}</span>
        ) : (
          <>
            <Total side="yes" count={yes} total={yes + no} />
            <Total side="no" count={no} total={yes + no} />
          </>
        )}
      </p>
    </div>
  )
}

interface TotalProps {
  readonly side: Position
  readonly count: number
  readonly total: number
}

function Total({ side, count, total }: TotalProps) {
  const format = useFormat()
  const share = shareOf(count, total, format)
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <span className={`side-dot side-dot-${side}`} />
      {CARD.total(POSITION_NAMES[side], format.tokens(count), share)}
    </span>
  )
}
