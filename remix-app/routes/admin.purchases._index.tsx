// Everybody's purchases, newest first.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { AdminPurchaseView } from '../../shared/api/ledger.ts'
import { PURCHASE_STATUSES } from '../../shared/api/tokens.ts'
import { ConsoleList } from '../components/console/ConsoleList.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import { FilterBar } from '../components/console/FilterBar.tsx'
import { ALL_PURCHASE_COLUMNS } from '../components/console/PurchaseColumns.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { requireAdmin } from '../lib/api.server.ts'
import { readList } from '../lib/console-list.server.ts'
import { CONSOLE } from '../words/console.ts'
import { PURCHASE_LIST } from '../words/console-purchases.ts'
import { PURCHASE_STATES } from '../words/states.ts'

export const meta = () => [{ title: CONSOLE.titleOf(PURCHASE_LIST.title) }]
export const handle = { place: { group: 'money', name: PURCHASE_LIST.menu, order: 2 } }

const PATH = '/admin/purchases'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const filters = ['status', 'userId']
  return {
    data: await readList<AdminPurchaseView>(visit, { api: `/api${PATH}`, path: PATH, filters }),
    // Zod, which knows them, stays out of the browser.
    statuses: PURCHASE_STATUSES.map((status) => [status, PURCHASE_STATES[status]] as const),
  }
}

export default function PurchasesPage() {
  const { data, statuses } = useLoaderData<typeof loader>()
  const ways = (
    <Link to="/admin/refunds" className="btn btn-quiet">
      {PURCHASE_LIST.toRefunds}
    </Link>
  )
  const fields = [
    { name: 'status', label: PURCHASE_LIST.state, options: statuses },
    { name: 'userId', label: PURCHASE_LIST.user },
  ]
  return (
    <ConsolePage title={PURCHASE_LIST.title} ways={ways}>
      <FilterBar path={PATH} fields={fields} filters={data.filters} />
      <ConsoleList
        data={data}
        subject={PURCHASE_LIST.subject}
        columns={ALL_PURCHASE_COLUMNS}
        rowKey={({ purchaseId }) => purchaseId}
        empty={PURCHASE_LIST.empty}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
