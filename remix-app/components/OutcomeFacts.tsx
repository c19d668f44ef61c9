// The figures of an outcome under each other.
import type { Outcome } from '../../shared/api/predictions.ts'
import type { ProposedResolution } from '../../shared/api/resolutions.ts'
import type { Format } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'
import { RESOLVE } from '../words/admin.ts'

interface OutcomeFactsProps {
  readonly outcome: Outcome
  readonly sums: ProposedResolution['preview']
  /** What is taken back and was spent; null: nothing is taken back. */
  readonly owed?: string | null
}

export function OutcomeFacts({ outcome, sums, owed = null }: OutcomeFactsProps) {
  const format = useFormat()
  return (
    <dl className="mt-3">
      {[
        ...factsOf(outcome, sums, format),
        ...(owed === null ? [] : [[FACTS.owed, owed] as const]),
      ].map(([name, value]) => (
        <div key={name} className="sum border-b border-line last:border-0">
          <dt className="text-soft">{name}</dt>
          <dd className="font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const FACTS = RESOLVE.facts

function factsOf(
  outcome: Outcome,
  sums: OutcomeFactsProps['sums'],
  format: Format,
): [string, string][] {
  const { winners, losers, refunds, stakes, payouts, houseResult } = sums
  const people: [string, string][] =
    outcome === 'void'
      ? [[FACTS.refunds, format.tokens(refunds)]]
      : [
          [FACTS.winners, format.tokens(winners)],
          [FACTS.losers, format.tokens(losers)],
          ...(refunds > 0 ? [[FACTS.late, format.tokens(refunds)] as [string, string]] : []),
        ]
  const house = `${houseResult < 0 ? '\u2212' : '+'}${format.tokens(Math.abs(houseResult))}`
  return [
    ...people,
    [FACTS.stakes, format.tokens(stakes)],
    [FACTS.payouts, format.tokens(payouts)],
    [FACTS.house, houseResult === 0 ? '0' : house],
  ]
}
