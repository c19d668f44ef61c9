// What waits for a person, what it costs to let it wait, and the way there.
import { Link } from '@remix-run/react'
import type { StatsView } from '../../../shared/api/stats.ts'
import { plural } from '../../lib/format.ts'
import { useFormat } from '../../lib/locale.ts'
import { OVERVIEW } from '../../words/console-overview.ts'
import { Notice } from '../Notice.tsx'
import { Panel } from './ConsolePage.tsx'
import { When } from './Facts.tsx'

type NeedsYouProps = Pick<StatsView, 'waiting' | 'health' | 'books'>

const WAITING = [
  { of: 'cases', to: '/admin/cases?state=open', text: OVERVIEW.casesText, name: OVERVIEW.cases },
  {
    of: 'adjustments',
    to: '/admin/adjustments?state=proposed',
    text: OVERVIEW.proposalText,
    name: OVERVIEW.adjustments,
  },
  {
    of: 'rulings',
    to: '/admin/rulings?state=proposed',
    text: OVERVIEW.proposalText,
    name: OVERVIEW.rulings,
  },
  {
    of: 'resolutions',
    to: '/admin/resolutions?state=proposed',
    text: OVERVIEW.proposalText,
    name: OVERVIEW.resolutions,
  },
  {
    of: 'deadLetters',
    to: '/admin/dead-letters?state=parked',
    text: OVERVIEW.lettersText,
    name: OVERVIEW.letters,
  },
] as const

export function NeedsYou({ waiting, health, books }: NeedsYouProps) {
  const format = useFormat()
  const some = WAITING.filter(({ of }) => waiting[of] > 0)
  const oldest = waiting.deadLetters > 0 ? health.oldestDeadLetterAt : null
  return (
    <Panel title={OVERVIEW.needs}>
      <div className="grid gap-3">
        {books.frozen ? (
          <Notice tone="bad" title={OVERVIEW.frozen}>
            <p>
              {OVERVIEW.frozenText} {books.frozen.reason}
            </p>
            <Link to="/admin/reports" className="link link-block">
              {OVERVIEW.toReports}
            </Link>
          </Notice>
        ) : null}
        {some.length === 0 && !books.frozen ? <p>{OVERVIEW.nothing}</p> : null}
        <ul className="needs">
          {some.map(({ of, to, text, name }) => (
            <li key={of} className="needs-one">
              <Link to={to} className="row-way">
                <span className="needs-count">{format.tokens(waiting[of])}</span>{' '}
                {plural(waiting[of], name)}
              </Link>
              <p className="text-sm text-soft">{text}</p>
              {of === 'deadLetters' && oldest ? (
                <p className="text-sm">
                  {OVERVIEW.oldest} <When at={oldest} />
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  )
}
