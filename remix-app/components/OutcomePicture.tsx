// What an outcome does: how many win and lose, where the tokens come from and where they go; three
// bars of one length.
import type { ProposedResolution } from '../../shared/api/resolutions.ts'
import type { Format } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'
import { RESOLVE } from '../words/admin.ts'
import { splitAt } from './SplitBar.tsx'

type Sums = ProposedResolution['preview']

export function OutcomePicture({ sums }: { sums: Sums }) {
  const format = useFormat()
  const { winners, losers, refunds, stakes, payouts } = sums
  const adds = Math.max(0, payouts - stakes)
  const keeps = Math.max(0, stakes - payouts)
  const text = (count: number) => format.count(count)
  return (
    <div className="mt-4 grid gap-4">
      <Bar
        title={RESOLVE.whose}
        first={winners + refunds}
        second={losers}
        secondLook="lost"
        firstText={wonText(sums, format)}
        secondText={RESOLVE.lose(losers, format.tokens(losers))}
      />
      <Bar
        title={RESOLVE.from}
        first={stakes}
        second={adds}
        firstText={RESOLVE.fromPeople(text(stakes))}
        secondText={RESOLVE.fromHouse(text(adds))}
      />
      <Bar
        title={RESOLVE.to}
        first={payouts}
        second={keeps}
        firstText={RESOLVE.toPeople(text(payouts))}
        secondText={RESOLVE.toHouse(text(keeps))}
      />
    </div>
  )
}

/** Some may win while others come too late, who are refunded. */
function wonText({ winners, refunds }: Sums, format: Format): string {
  const won = winners > 0 || refunds === 0 ? [RESOLVE.win(winners, format.tokens(winners))] : []
  const back = refunds > 0 ? [RESOLVE.refunded(format.tokens(refunds))] : []
  return [...won, ...back].join(', ')
}

const WIDTH = 1000

interface BarProps {
  readonly title: string
  readonly first: number
  readonly second: number
  readonly secondLook?: 'house' | 'lost'
  readonly firstText: string
  readonly secondText: string
}

function Bar(props: BarProps) {
  const { title, first, second, secondLook = 'house', firstText, secondText } = props
  const split = splitAt(first, second, WIDTH)
  return (
    <div>
      <p className="text-sm text-soft">{title}</p>
      <svg
        viewBox={`0 0 ${WIDTH} 24`}
        preserveAspectRatio="none"
        className="mt-1 h-4 w-full overflow-hidden rounded-full"
        aria-hidden="true"
      >
        <rect width={WIDTH} height="24" className="split-empty" />
        {first > 0 ? <rect width={split} height="24" className="bar-one" /> : null}
        {second > 0 ? (
          <rect x={split} width={WIDTH - split} height="24" className={`bar-${secondLook}`} />
        ) : null}
        {first > 0 && second > 0 ? (
          <rect x={split - 3} width="6" height="24" className="bar-gap" />
        ) : null}
      </svg>
      <p className="mt-1 flex flex-wrap justify-between gap-x-4 text-sm tabular-nums">
        <Part look="swatch-one" text={firstText} />
        {second > 0 ? <Part look={`swatch-${secondLook}`} text={secondText} /> : null}
      </p>
    </div>
  )
}

const Part = ({ look, text }: { look: string; text: string }) => (
  <span className="inline-flex items-center gap-2">
    <svg viewBox="0 0 12 12" className="size-3" aria-hidden="true">
      <rect width="12" height="12" rx="3" className={look} />
    </svg>
    {text}
  </span>
)
