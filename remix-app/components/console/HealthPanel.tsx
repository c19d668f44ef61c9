// Whether the money is right, and whether what looks after it is at work.
import type { ReactNode } from 'react'
import type { StatsView } from '../../../shared/api/stats.ts'
import { plural } from '../../lib/format.ts'
import { useFormat } from '../../lib/locale.ts'
import type { Tone } from '../../lib/predictions.ts'
import { OVERVIEW } from '../../words/console-overview.ts'
import { Badge } from '../Figures.tsx'
import { Panel } from './ConsolePage.tsx'
import { Facts, Id, When } from './Facts.tsx'

const BOOKS: Record<StatsView['books']['state'], Tone> = {
  green: 'good',
  red: 'bad',
  unknown: 'wait',
}
const STATES: Record<keyof typeof OVERVIEW.states, Tone> = {
  ok: 'good',
  degraded: 'wait',
  down: 'bad',
}

type HealthPanelProps = Pick<StatsView, 'books' | 'health' | 'asOf'>

export function HealthPanel({ books, health, asOf }: HealthPanelProps) {
  const { dependencies, oldestDeadLetterAt } = health
  const services = Object.entries(dependencies) as [
    keyof typeof dependencies,
    keyof typeof STATES,
  ][]
  return (
    <Panel title={OVERVIEW.health}>
      <p>
        <Badge tone={BOOKS[books.state]} name={OVERVIEW.books[books.state]} />
      </p>
      <div className="mt-4">
        <Facts
          facts={[
            [OVERVIEW.ledgerLook, <Look key="ledger" report={books.ledger} />],
            [OVERVIEW.nightLook, <Look key="night" report={books.night} />],
            [OVERVIEW.asOf, <When key="rows" at={asOf} />],
            [
              OVERVIEW.queue,
              oldestDeadLetterAt ? (
                <Since key="queue" at={oldestDeadLetterAt} />
              ) : (
                OVERVIEW.queueGood
              ),
            ],
            ...services.map(([name, state]): [string, ReactNode] => [
              OVERVIEW.dependencies[name],
              <Badge key={name} tone={STATES[state]} name={OVERVIEW.states[state]} />,
            ]),
          ]}
        />
      </div>
    </Panel>
  )
}

const Since = ({ at }: { at: string }) => (
  <>
    {OVERVIEW.oldest} <When at={at} />
  </>
)

function Look({ report }: { report: StatsView['books']['ledger'] }) {
  const format = useFormat()
  if (!report) return OVERVIEW.never
  const { id, finishedAt, differences } = report
  return (
    <>
      <When at={finishedAt} />
      <br />
      {format.tokens(differences)} {plural(differences, OVERVIEW.differences)}{' '}
      <Id id={id} to={`/admin/reports/${encodeURIComponent(id)}`} />
    </>
  )
}
