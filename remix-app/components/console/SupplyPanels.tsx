// Where the tokens are, and the money behind them.

import { useFormat } from '../../lib/locale.ts'
import type { OverviewView } from '../../lib/overview.server.ts'
import { OVERVIEW } from '../../words/console-overview.ts'
import { Meter } from '../Meter.tsx'
import { Notice } from '../Notice.tsx'
import { Bars } from './Bars.tsx'
import { Panel } from './ConsolePage.tsx'
import { Facts, When } from './Facts.tsx'

const LOOKS = ['bar-one', 'bar-two'] as const

export function SupplyPanel({ supply, wallets }: Pick<OverviewView, 'supply' | 'wallets'>) {
  const format = useFormat()
  const { availableTokens, committedTokens, owedTokens, sum } = supply
  const total = availableTokens + committedTokens
  const [available, committed] = [format.tokens(availableTokens), format.tokens(committedTokens)]
  return (
    <Panel title={OVERVIEW.tokens}>
      {sum === 0 ? null : <Notice tone="bad" title={OVERVIEW.sumWrong(format.count(sum))} />}
      <Facts
        facts={[
          [OVERVIEW.total, <Big key="total" text={format.tokens(total)} />],
          [OVERVIEW.available, <Swatch key="one" look="swatch-one" text={available} />],
          [OVERVIEW.committed, <Swatch key="two" look="swatch-two" text={committed} />],
          [OVERVIEW.owed, format.tokens(owedTokens)],
        ]}
      />
      <p className="mt-4 text-sm text-soft">{OVERVIEW.overTime}</p>
      <Bars
        bars={wallets}
        looks={LOOKS}
        size="large"
        label={OVERVIEW.splitLabel(format.count(total), available, committed)}
      />
      <div className="mt-4">
        <Facts
          facts={[
            [OVERVIEW.sold, format.tokens(supply.soldTokens)],
            [OVERVIEW.promo, format.tokens(supply.promoTokens)],
            [OVERVIEW.house, format.tokens(supply.houseTokens)],
            [OVERVIEW.adjusted, format.tokens(supply.adjustedTokens)],
          ]}
        />
      </div>
      <p className="mt-3 text-sm text-soft">{OVERVIEW.sumText}</p>
    </Panel>
  )
}

export function MoneyPanel({ liability, cents }: Pick<OverviewView, 'liability' | 'cents'>) {
  const format = useFormat()
  return (
    <Panel title={OVERVIEW.money}>
      {liability ? <Liability liability={liability} /> : <p>{OVERVIEW.notCounted}</p>}
      <div className="mt-4">
        <Facts
          facts={[
            [OVERVIEW.credited, format.usd(cents.credited)],
            [OVERVIEW.refunded, format.usd(cents.refunded)],
            [OVERVIEW.withdrawn, format.usd(cents.withdrawn)],
          ]}
        />
      </div>
    </Panel>
  )
}

function Liability({ liability }: { liability: NonNullable<OverviewView['liability']> }) {
  const format = useFormat()
  const { takingsCents, liabilityCents, countedAt } = liability
  const share = liabilityCents && Math.floor((100 * takingsCents) / liabilityCents)
  const most = Math.max(takingsCents, liabilityCents ?? 0)
  const bars = [
    [OVERVIEW.takings, takingsCents],
    [OVERVIEW.liability, liabilityCents],
  ] as const
  return (
    <div className="grid gap-3">
      {bars.map(([name, cents]) => (
        <div key={name}>
          <p className="flex flex-wrap justify-between gap-x-4">
            <span className="text-sm text-soft">{name}</span>
            <span className="font-semibold tabular-nums">
              {cents === null ? OVERVIEW.notCounted : format.usd(cents)}
            </span>
          </p>
          {cents === null ? null : (
            <Meter value={Math.max(0, cents)} max={most} label={`${name}: ${format.usd(cents)}`} />
          )}
        </div>
      ))}
      <p className="text-sm text-soft">
        {OVERVIEW.liabilityText} {share ? OVERVIEW.covered(format.percent(share)) : null}{' '}
        {OVERVIEW.countedAt} <When at={countedAt} />
      </p>
    </div>
  )
}

const Big = ({ text }: { text: string }) => (
  <span className="fact-big text-2xl font-semibold">{text}</span>
)

function Swatch({ look, text }: { look: string; text: string }) {
  return (
    <span className="inline-flex items-center gap-2">
      <svg viewBox="0 0 12 12" className="size-3" aria-hidden="true">
        <rect width="12" height="12" rx="3" className={look} />
      </svg>
      {text}
    </span>
  )
}
