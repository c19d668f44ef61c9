// Whoever has a wallet, one after the other; or the one with this e-mail address or user id.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { UserSummary } from '../../shared/api/users.ts'
import { Tokens } from '../components/console/Amounts.tsx'
import { ConsoleList } from '../components/console/ConsoleList.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import type { Column } from '../components/console/DataTable.tsx'
import { Id, When } from '../components/console/Facts.tsx'
import { FilterBar } from '../components/console/FilterBar.tsx'
import { Restriction } from '../components/console/PersonFacts.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { requireAdmin } from '../lib/api.server.ts'
import { readList } from '../lib/console-list.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import { CONSOLE } from '../words/console.ts'
import { PEOPLE } from '../words/console-people.ts'

export const meta = () => [{ title: CONSOLE.titleOf(PEOPLE.title) }]
export const handle = { place: { group: 'people', name: PEOPLE.title, order: 1 } }

const PATH = '/admin/people'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  return readList<UserSummary>(visit, { api: '/api/admin/users', path: PATH, filters: ['q'] })
}

const COLUMNS: readonly [Column<UserSummary>, ...Column<UserSummary>[]] = [
  { name: PEOPLE.person, cell: (person) => <Person person={person} /> },
  { name: PEOPLE.available, numeric: true, cell: (one) => <Tokens count={one.availableTokens} /> },
  { name: PEOPLE.committed, numeric: true, cell: (one) => <Tokens count={one.committedTokens} /> },
  { name: PEOPLE.owed, numeric: true, cell: (one) => <Tokens count={one.owedTokens} /> },
  { name: PEOPLE.restriction, cell: (one) => <Restriction {...one} /> },
  { name: PEOPLE.lastMovement, cell: ({ lastUpdated }) => <When at={lastUpdated} /> },
]

function Person({ person: { userId, email, signIn, admin } }: { person: UserSummary }) {
  const more = [admin ? PEOPLE.admin : null, signIn === 'active' ? null : PEOPLE.signIns[signIn]]
  const said = more.filter((one) => one !== null).join(', ')
  return (
    <>
      <Id id={userId} to={CONSOLE_PATHS.user(userId)} />
      {email ? <p className="text-sm">{email}</p> : null}
      {said ? <p className="text-sm text-soft">{said}</p> : null}
    </>
  )
}

const FIELDS = [{ name: 'q', label: PEOPLE.search, input: { maxLength: 320, type: 'search' } }]

export default function PeoplePage() {
  const data = useLoaderData<typeof loader>()
  return (
    <ConsolePage title={PEOPLE.title} note={PEOPLE.note}>
      <FilterBar path={PATH} fields={FIELDS} filters={data.filters} />
      <ConsoleList
        data={data}
        subject={PEOPLE.subject}
        columns={COLUMNS}
        rowKey={({ userId }) => userId}
        empty={PEOPLE.empty}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
