// Who changed something, how often, and when last.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { AuditChain } from '../../shared/api/audit.ts'
import { ConsoleList } from '../components/console/ConsoleList.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import type { Column } from '../components/console/DataTable.tsx'
import { Id, When } from '../components/console/Facts.tsx'
import { FilterBar, type FilterField } from '../components/console/FilterBar.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { requireAdmin } from '../lib/api.server.ts'
import { readList } from '../lib/console-list.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import type { Place } from '../lib/console-places.server.ts'
import { useFormat } from '../lib/locale.ts'
import { CONSOLE } from '../words/console.ts'
import { ACTIONS, AUDIT } from '../words/console-audit.ts'

export const meta = () => [{ title: CONSOLE.titleOf(AUDIT.title) }]

export const handle = { place: { group: 'system', name: AUDIT.title, order: 1 } satisfies Place }

const PATH = '/admin/audit'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  return readList<AuditChain>(visit, { api: '/api/admin/audit', path: PATH, filters: ['of'] })
}

const FIELDS: readonly FilterField[] = [
  {
    name: 'of',
    label: AUDIT.whose,
    options: [
      ['people', AUDIT.people],
      ['system', AUDIT.system],
    ],
  },
]

const SYSTEM = /^system(?:-|$)/

const COLUMNS: readonly [Column<AuditChain>, ...Column<AuditChain>[]] = [
  { name: AUDIT.who, cell: ({ actor }) => <Who actor={actor} /> },
  { name: AUDIT.count, cell: ({ count }) => <Count count={count} />, numeric: true },
  {
    name: AUDIT.last,
    cell: ({ lastAction }) =>
      lastAction === null ? (
        <span className="font-semibold text-bad">{AUDIT.missing}</span>
      ) : (
        (ACTIONS[lastAction] ?? lastAction)
      ),
  },
  { name: AUDIT.when, cell: ({ lastAt }) => <When at={lastAt} /> },
]

function Who({ actor }: { actor: string }) {
  const name = SYSTEM.test(actor) ? AUDIT.systemChain(actor) : actor
  return <Id id={name} to={CONSOLE_PATHS.audit(actor)} />
}

function Count({ count }: { count: number }) {
  return useFormat().tokens(count)
}

export default function AuditPage() {
  const data = useLoaderData<typeof loader>()
  return (
    <ConsolePage title={AUDIT.title} note={AUDIT.note}>
      <FilterBar path={PATH} fields={FIELDS} filters={data.filters} />
      <ConsoleList
        data={data}
        subject={AUDIT.subject}
        columns={COLUMNS}
        rowKey={({ actor }) => actor}
        empty={{ title: AUDIT.none, text: AUDIT.noneText }}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
