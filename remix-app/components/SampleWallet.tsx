// A picture of the wallet for people who have none yet; an example, so hidden from screen readers.
import { useFormat } from '../lib/locale.ts'
import { SAMPLE } from '../words/home.ts'
import { Icon, type IconName } from './Icon.tsx'
import { SplitBar } from './SplitBar.tsx'

interface SampleRow {
  readonly icon: IconName
  readonly title: string
  readonly change: number
}

const ROWS: readonly SampleRow[] = [
  { icon: 'win', title: SAMPLE.won, change: 185 },
  { icon: 'commit', title: SAMPLE.commitment, change: -300 },
  { icon: 'purchase', title: SAMPLE.bought, change: 1100 },
]

export function SampleWallet() {
  const format = useFormat()
  return (
    <div className="card overflow-hidden text-ink" aria-hidden="true">
      <div className="hero rounded-none p-5">
        <p className="text-sm text-foam">{SAMPLE.available}</p>
        <p className="figure mt-2 text-4xl sm:text-5xl">{format.tokens(885)}</p>
        <div className="mt-5">
          <SplitBar available={885} committed={300} />
        </div>
        <p className="mt-3 text-sm text-foam">{SAMPLE.committed(format.tokens(300))}</p>
      </div>
      <ul className="px-5">
        {ROWS.map(({ icon, title, change }) => (
          <li key={title} className="row items-center">
            <span className={`row-icon ${change > 0 ? 'row-icon-in' : 'row-icon-out'}`}>
              <Icon name={icon} />
            </span>
            <span className="text-sm">{title}</span>
            <span className={`font-semibold tabular-nums ${change > 0 ? 'text-good' : ''}`}>
              {change > 0 ? '+' : '\u2212'}
              {format.tokens(Math.abs(change))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
