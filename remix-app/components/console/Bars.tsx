// Bars of days, as the server drew them.
import type { DayBars } from '../../lib/day-bars.server.ts'

interface BarsProps {
  readonly bars: DayBars
  /** What there is to see, for who can't see it. */
  readonly label: string
  /** Looks of the series, in their order. */
  readonly looks?: readonly string[]
  readonly size?: 'small' | 'large'
}

export function Bars({ bars, label, looks = ['bar-one'], size = 'small' }: BarsProps) {
  const { box, paths, zero } = bars
  return (
    <svg
      viewBox={box}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      className={size === 'large' ? 'bars bars-large' : 'bars'}
    >
      {paths.map((path, at) => (
        <path key={looks[at]} d={path} className={looks[at]} />
      ))}
      <path d={`M0,${zero}H1000`} className="bars-zero" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
