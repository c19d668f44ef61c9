// A picture of the wallet for people who have none yet; an example, so hidden from screen readers.
import { useFormat } from '../lib/locale.ts'
import { Icon, type IconName } from './Icon.tsx'
import { SplitBar } from './SplitBar.tsx'

interface SampleRow {
  readonly icon: IconName
  readonly title: string
  readonly change: string
  readonly good: boolean
}

const ROWS: readonly SampleRow[] = [
  { icon: 'win', title: 'Won: rain in Lisbon on Sunday', change: '+185', good: true },
  {
    icon: 'commit',
    title: 'Committed: final goes to extra time',
    change: '\u2212300',
    good: false,
  },
  { icon: 'purchase', title: 'Tokens bought', change: '+1,100', good: true },
]

export function SampleWallet() {
  const format = useFormat()
  return (
    <div className="card overflow-hidden text-ink" aria-hidden="true">
      <div className="hero rounded-none p-5">
        <p className="text-sm text-foam">Available tokens</p>
        <p className="figure mt-2 text-4xl sm:text-5xl">{format.tokens(885)}</p>
        <div className="mt-5">
          <SplitBar available={885} committed={300} />
        </div>
        <p className="mt-3 text-sm text-foam">{format.tokens(300)} committed to predictions</p>
      </div>
      <ul className="px-5">
        {ROWS.map(({ icon, title, change, good }) => (
          <li key={title} className="row items-center">
            <span className={`row-icon ${good ? 'row-icon-in' : 'row-icon-out'}`}>
              <Icon name={icon} />
            </span>
            <span className="text-sm">{title}</span>
            <span className={`font-semibold tabular-nums ${good ? 'text-good' : ''}`}>
              {change}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
