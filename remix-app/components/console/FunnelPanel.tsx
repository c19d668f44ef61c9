// What became of the purchases that were begun.

import { FUNNEL_ORDER } from '../../lib/funnel.ts'
import { useFormat } from '../../lib/locale.ts'
import type { OverviewView } from '../../lib/overview.server.ts'
import { shareOf } from '../../lib/share.ts'
import { OVERVIEW } from '../../words/console-overview.ts'
import { Meter } from '../Meter.tsx'
import { Panel } from './ConsolePage.tsx'

export function FunnelPanel({ funnel }: Pick<OverviewView, 'funnel'>) {
  const format = useFormat()
  return (
    <Panel title={OVERVIEW.funnel} note={OVERVIEW.funnelText}>
      {funnel ? (
        <ul className="grid gap-3">
          {FUNNEL_ORDER.map((step) => {
            const name = OVERVIEW.funnelNames[step]
            const text = textOf(funnel[step], funnel.created, format)
            return (
              <li key={step}>
                <p className="flex justify-between gap-4">
                  <span className="text-sm text-soft">{name}</span>
                  <span className="tabular-nums">{text}</span>
                </p>
                <Meter
                  value={funnel[step]}
                  max={Math.max(1, funnel.created)}
                  label={`${name}: ${text}`}
                />
              </li>
            )
          })}
        </ul>
      ) : (
        <p>{OVERVIEW.notCounted}</p>
      )}
    </Panel>
  )
}

function textOf(count: number, of: number, format: ReturnType<typeof useFormat>): string {
  if (of === 0 || count === of) return format.tokens(count)
  return OVERVIEW.share(format.tokens(count), shareOf(count, of, format))
}
