// Outcomes that need a second admin, newest first.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { ProposedResolution } from '../../shared/api/resolutions.ts'
import { Tokens } from '../components/console/Amounts.tsx'
import { ConsoleList } from '../components/console/ConsoleList.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import type { Column } from '../components/console/DataTable.tsx'
import { Id } from '../components/console/Facts.tsx'
import { FilterBar } from '../components/console/FilterBar.tsx'
import { PROPOSAL_COLUMNS, PROPOSAL_STATE } from '../components/console/ProposalColumns.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { requireAdmin } from '../lib/api.server.ts'
import { readList } from '../lib/console-list.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import { CONSOLE } from '../words/console.ts'
import { RESOLUTIONS } from '../words/console-proposals.ts'
import { OUTCOME_NAMES } from '../words/states.ts'

export const meta = () => [{ title: CONSOLE.titleOf(RESOLUTIONS.title) }]

const PATH = '/admin/resolutions'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const asked = { api: `/api${PATH}`, path: PATH, filters: ['state'] }
  return { data: await readList<ProposedResolution>(visit, asked) }
}

const COLUMNS: readonly [Column<ProposedResolution>, ...Column<ProposedResolution>[]] = [
  {
    name: RESOLUTIONS.outcome,
    cell: ({ id, outcome }) => (
      <>
        <p className="font-semibold">{OUTCOME_NAMES[outcome]}</p>
        <p className="text-sm">
          <Id id={id} to={CONSOLE_PATHS.resolution(id)} />
        </p>
      </>
    ),
  },
  {
    name: RESOLUTIONS.prediction,
    cell: ({ predictionId }) => (
      <Id id={predictionId} to={CONSOLE_PATHS.prediction(predictionId)} />
    ),
  },
  {
    name: RESOLUTIONS.atStake,
    numeric: true,
    cell: ({ preview }) => <Tokens count={preview.atStake} />,
  },
  ...PROPOSAL_COLUMNS,
]

export default function ResolutionsPage() {
  const { data } = useLoaderData<typeof loader>()
  const ways = (
    <Link to="/admin/predictions" className="btn btn-quiet">
      {RESOLUTIONS.toPredictions}
    </Link>
  )
  return (
    <ConsolePage title={RESOLUTIONS.title} note={RESOLUTIONS.note} ways={ways}>
      <FilterBar path={PATH} fields={[PROPOSAL_STATE]} filters={data.filters} />
      <ConsoleList
        data={data}
        subject={RESOLUTIONS.subject}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        empty={RESOLUTIONS.empty}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
