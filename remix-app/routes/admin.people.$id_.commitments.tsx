// All commitments of one person.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { CommitmentView } from '../../shared/api/predictions.ts'
import { ConsoleList } from '../components/console/ConsoleList.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import { COMMITMENT_COLUMNS } from '../components/console/DeedColumns.tsx'
import { Id } from '../components/console/Facts.tsx'
import { FilterBar } from '../components/console/FilterBar.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { requireAdmin } from '../lib/api.server.ts'
import { readList } from '../lib/console-list.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import { CONSOLE } from '../words/console.ts'
import { DEEDS } from '../words/console-people.ts'
import { COMMITMENT_NAMES } from '../words/states.ts'

export const meta = () => [{ title: CONSOLE.titleOf(DEEDS.subject) }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const id = params.id ?? ''
  const data = await readList<CommitmentView>(visit, {
    api: '/api/admin/commitments',
    path: `${CONSOLE_PATHS.user(id)}/commitments`,
    filters: ['status'],
    also: { userId: id },
  })
  return { id, data }
}

const FIELDS = [{ name: 'status', label: DEEDS.state, options: Object.entries(COMMITMENT_NAMES) }]

export default function CommitmentsPage() {
  const { id, data } = useLoaderData<typeof loader>()
  return (
    <ConsolePage title={DEEDS.subject} note={<Id id={id} to={CONSOLE_PATHS.user(id)} />}>
      <FilterBar path={data.path} fields={FIELDS} filters={data.filters} />
      <ConsoleList
        data={data}
        subject={DEEDS.subject}
        columns={COMMITMENT_COLUMNS}
        rowKey={(one) => one.id}
        empty={DEEDS.none}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
