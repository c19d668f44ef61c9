// Refunds that admins sent from here, newest first.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { RefundView } from '../../shared/api/refunds.ts'
import { ConsoleList } from '../components/console/ConsoleList.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import { FilterBar } from '../components/console/FilterBar.tsx'
import { ALL_REFUND_COLUMNS } from '../components/console/PurchaseColumns.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { requireAdmin } from '../lib/api.server.ts'
import { readList } from '../lib/console-list.server.ts'
import { CONSOLE } from '../words/console.ts'
import { REFUND } from '../words/console-purchases.ts'

export const meta = () => [{ title: CONSOLE.titleOf(REFUND.listTitle) }]

const PATH = '/admin/refunds'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const filters = ['state', 'purchaseId']
  return readList<RefundView>(visit, { api: `/api${PATH}`, path: PATH, filters })
}

const FIELDS = [
  { name: 'state', label: REFUND.state, options: Object.entries(REFUND.states) },
  { name: 'purchaseId', label: REFUND.purchaseId },
]

export default function RefundsPage() {
  const data = useLoaderData<typeof loader>()
  const ways = (
    <Link to="/admin/purchases" className="btn btn-quiet">
      {REFUND.toPurchases}
    </Link>
  )
  return (
    <ConsolePage title={REFUND.listTitle} note={REFUND.note} ways={ways}>
      <FilterBar path={PATH} fields={FIELDS} filters={data.filters} />
      <ConsoleList
        data={data}
        subject={REFUND.subject}
        columns={ALL_REFUND_COLUMNS}
        rowKey={({ id }) => id}
        empty={REFUND.empty}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
