// What an outcome moves: where the tokens come from and where they go, two bars of one length.
import type { ProposedResolution } from '../../shared/api/resolutions.ts'
import { useFormat } from '../lib/locale.ts'
import { RESOLVE } from '../words/admin.ts'
import { splitAt } from './SplitBar.tsx'

type Sums = ProposedResolution['preview']

export function OutcomePicture({ sums }: { sums: Sums }) {
  const format = useFormat()
  const { stakes, payouts } = sums
  const adds = Math.max(0, payouts - stakes)
  const keeps = Math.max(0, stakes - payouts)
  const text = (count: number) => format.count(count)
  return (
    <div className="mt-4 grid gap-4">
      <Bar
        title={RESOLVE.from}
        people={stakes}
        house={adds}
        peopleText={RESOLVE.fromPeople(text(stakes))}
        houseText={RESOLVE.fromHouse(text(adds))}
      />
      <Bar
        title={RESOLVE.to}
        people={payouts}
        house={keeps}
        peopleText={RESOLVE.toPeople(text(payouts))}
        houseText={RESOLVE.toHouse(text(keeps))}
      />
    </div>
  )
}

const WIDTH = 1000

interface BarProps {
  readonly title: string
  readonly people: number
  readonly house: number
  readonly peopleText: string
  readonly houseText: string
}

function Bar({ title, people, house, peopleText, houseText }: BarProps) {
  const split = splitAt(people, house, WIDTH)
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
        {people > 0 ? <rect width={split} height="24" className="bar-one" /> : null}
        {house > 0 ? (
          <rect x={split} width={WIDTH - split} height="24" className="bar-house" />
        ) : null}
        {people > 0 && house > 0 ? (
          <rect x={split - 3} width="6" height="24" className="bar-gap" />
        ) : null}
      </svg>
      <p className="mt-1 flex flex-wrap justify-between gap-x-4 text-sm tabular-nums">
        <Part look="swatch-one" text={peopleText} />
        {house > 0 ? <Part look="swatch-house" text={houseText} /> : null}
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
