// Whether the money is right, what needs somebody, and where the tokens are.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData, useRevalidator } from '@remix-run/react'
import { useCallback } from 'react'
import type { StatsView } from '../../shared/api/stats.ts'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import { FlowPanel } from '../components/console/FlowPanels.tsx'
import { FunnelPanel } from '../components/console/FunnelPanel.tsx'
import { HealthPanel } from '../components/console/HealthPanel.tsx'
import { NeedsYou } from '../components/console/NeedsYou.tsx'
import { MoneyPanel, SupplyPanel } from '../components/console/SupplyPanels.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { callApi, mapSection, requireAdmin, section } from '../lib/api.server.ts'
import type { Place } from '../lib/console-places.server.ts'
import {
  type OverviewView,
  overviewOf,
  RANGES,
  type Range,
  rangeOf,
} from '../lib/overview.server.ts'
import { usePoll } from '../lib/poll.ts'
import { CONSOLE } from '../words/console.ts'
import { OVERVIEW } from '../words/console-overview.ts'

export const meta = () => [{ title: CONSOLE.titleOf(OVERVIEW.title) }]

export const handle = { place: { group: 'watch', name: OVERVIEW.title, order: 1 } satisfies Place }

const LOOK_MS = 60_000
const PATH = '/admin'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const days = rangeOf(new URL(request.url).searchParams)
  const answer = await callApi<StatsView>(visit, `/api/admin/tokens/stats?days=${days}`)
  const ranges = RANGES.map((range) => ({ range, isShown: range === days }))
  return { days, ranges, stats: mapSection(section(answer), overviewOf) }
}

export default function OverviewPage() {
  const { days, ranges, stats } = useLoaderData<typeof loader>()
  const { revalidate, state } = useRevalidator()
  usePoll(
    true,
    LOOK_MS,
    useCallback(() => (state === 'idle' ? revalidate() : undefined), [revalidate, state]),
  )
  return (
    <ConsolePage title={OVERVIEW.title} ways={<Ranges ranges={ranges} />}>
      {stats.problem ? (
        <ProblemNotice
          problem={stats.problem}
          subject={OVERVIEW.subject}
          retryTo={`${PATH}?days=${days}`}
        />
      ) : (
        <Panels {...stats.value} />
      )}
    </ConsolePage>
  )
}

function Panels(all: OverviewView) {
  return (
    <>
      <NeedsYou {...all} />
      <div className="console-halves">
        <SupplyPanel {...all} />
        <div className="grid content-start gap-5">
          <MoneyPanel {...all} />
          <FunnelPanel {...all} />
        </div>
      </div>
      <FlowPanel {...all} />
      <HealthPanel {...all} />
      {all.asOf ? null : <p className="text-sm text-soft">{OVERVIEW.notYet}</p>}
    </>
  )
}

interface RangesProps {
  readonly ranges: readonly { readonly range: Range; readonly isShown: boolean }[]
}

function Ranges({ ranges }: RangesProps) {
  return (
    <nav aria-label={OVERVIEW.range} className="flex gap-1">
      {ranges.map(({ range, isShown }) => (
        <Link
          key={range}
          to={`${PATH}?days=${range}`}
          className="nav-link"
          aria-current={isShown ? 'page' : undefined}
          preventScrollReset
        >
          {OVERVIEW.days[range]}
        </Link>
      ))}
    </nav>
  )
}

export { ErrorPage as ErrorBoundary }
