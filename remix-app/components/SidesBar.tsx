// How the tokens of a prediction are split between its two sides: a bar and the words for it.
import type { PredictionView } from '../../shared/api/predictions.ts'
import { useFormat } from '../lib/locale.ts'
import { splitAt } from './SplitBar.tsx'

const WIDTH = 1000

export function SidesBar({ totals }: { totals: PredictionView['totals'] }) {
  const format = useFormat()
  const { yes, no } = totals
  const split = splitAt(yes, no, WIDTH)
  const label = `${format.tokens(yes)} tokens committed to Yes, ${format.tokens(no)} to No`
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
          <span>No tokens committed yet</span>
        ) : (
          <>
            <Total side="yes" name="Yes" count={yes} />
            <Total side="no" name="No" count={no} />
          </>
        )}
      </p>
    </div>
  )
}

function Total({ side, name, count }: { side: 'yes' | 'no'; name: string; count: number }) {
  const format = useFormat()
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <span className={`side-dot side-dot-${side}`} />
      {name} {format.tokens(count)}
    </span>
  )
}
