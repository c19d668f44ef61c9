// What people have to look at.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { FlagView } from '../../shared/api/users.ts'
import { ConsoleList } from '../components/console/ConsoleList.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import type { Column } from '../components/console/DataTable.tsx'
import { Id, When } from '../components/console/Facts.tsx'
import { FilterBar, type FilterField } from '../components/console/FilterBar.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Badge } from '../components/Figures.tsx'
import { requireAdmin } from '../lib/api.server.ts'
import { readList } from '../lib/console-list.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import type { Place } from '../lib/console-places.server.ts'
import { spellOut } from '../lib/spell-out.ts'
import { CONSOLE } from '../words/console.ts'
import { CASE_WORDS, CASES } from '../words/console-cases.ts'

export const meta = () => [{ title: CONSOLE.titleOf(CASES.title) }]

export const handle = { place: { group: 'watch', name: CASES.title, order: 2 } satisfies Place }

const PATH = '/admin/cases'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const asked = { api: '/api/admin/fraud-flags', path: PATH, filters: ['state', 'userId'] }
  return { data: await readList<FlagView>(visit, asked) }
}

const FIELDS: readonly FilterField[] = [
  { name: 'state', label: CASES.state, options: Object.entries(CASES.states) },
  { name: 'userId', label: CASES.person, input: { maxLength: 128, autoCapitalize: 'none' } },
]

const COLUMNS: readonly [Column<FlagView>, ...Column<FlagView>[]] = [
  {
    name: CASES.kind,
    cell: ({ id, reason }) => (
      <>
        <span className="block font-medium">{CASE_WORDS[reason]?.name ?? spellOut(reason)}</span>
        <Id id={id} to={CONSOLE_PATHS.case(id)} />
      </>
    ),
  },
  {
    name: CASES.person,
    cell: ({ userId }) => <Id id={userId} to={userId && CONSOLE_PATHS.user(userId)} />,
  },
  { name: CASES.since, cell: ({ createdAt }) => <When at={createdAt} /> },
  {
    name: CASES.state,
    cell: ({ state }) => (
      <Badge tone={state === 'open' ? 'wait' : 'quiet'} name={CASES.states[state]} />
    ),
  },
]

export default function CasesPage() {
  const { data } = useLoaderData<typeof loader>()
  return (
    <ConsolePage title={CASES.title}>
      <FilterBar path={PATH} fields={FIELDS} filters={data.filters} />
      <ConsoleList
        data={data}
        subject={CASES.subject}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        empty={CASES.empty}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
