// What was proposed about orders in review, newest first.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { RulingView } from '../../shared/api/reviews.ts'
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
import { RULINGS } from '../words/console-proposals.ts'
import { REVIEWS } from '../words/console-reviews.ts'

export const meta = () => [{ title: CONSOLE.titleOf(RULINGS.title) }]

const PATH = '/admin/rulings'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const asked = { api: `/api${PATH}`, path: PATH, filters: ['state'] }
  return { data: await readList<RulingView>(visit, asked) }
}

const COLUMNS: readonly [Column<RulingView>, ...Column<RulingView>[]] = [
  {
    name: RULINGS.what,
    cell: ({ id, verdict }) => (
      <>
        <p className="font-semibold">{REVIEWS.verdicts[verdict]}</p>
        <p className="text-sm">
          <Id id={id} to={CONSOLE_PATHS.ruling(id)} />
        </p>
      </>
    ),
  },
  { name: REVIEWS.reason, cell: ({ reason }) => REVIEWS.reasons[reason] },
  {
    name: RULINGS.order,
    cell: ({ purchaseId }) => <Id id={purchaseId} to={CONSOLE_PATHS.review(purchaseId)} />,
  },
  ...PROPOSAL_COLUMNS,
]

export default function RulingsPage() {
  const { data } = useLoaderData<typeof loader>()
  const ways = (
    <Link to="/admin/reviews" className="btn btn-quiet">
      {RULINGS.toReviews}
    </Link>
  )
  return (
    <ConsolePage title={RULINGS.title} note={RULINGS.note} ways={ways}>
      <FilterBar path={PATH} fields={[PROPOSAL_STATE]} filters={data.filters} />
      <ConsoleList
        data={data}
        subject={RULINGS.subject}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        empty={RULINGS.empty}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
