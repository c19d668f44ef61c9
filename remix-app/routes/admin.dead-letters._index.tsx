// Work that no retry could finish.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { DeadLetterView } from '../../shared/api/dead-letters.ts'
import { ConsoleList } from '../components/console/ConsoleList.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import type { Column } from '../components/console/DataTable.tsx'
import { Id, When } from '../components/console/Facts.tsx'
import { FilterBar, type FilterField } from '../components/console/FilterBar.tsx'
import { LETTER_TONES, LetterReason, taskOf } from '../components/console/letter.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Badge } from '../components/Figures.tsx'
import { requireAdmin } from '../lib/api.server.ts'
import { readList } from '../lib/console-list.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import type { Place } from '../lib/console-places.server.ts'
import { useFormat } from '../lib/locale.ts'
import { CONSOLE } from '../words/console.ts'
import { LETTERS } from '../words/console-letters.ts'

export const meta = () => [{ title: CONSOLE.titleOf(LETTERS.title) }]

export const handle = { place: { group: 'watch', name: LETTERS.title, order: 3 } satisfies Place }

const PATH = '/admin/dead-letters'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const asked = { api: '/api/admin/dead-letters', path: PATH, filters: ['state'] }
  return { data: await readList<DeadLetterView>(visit, asked) }
}

const FIELDS: readonly FilterField[] = [
  { name: 'state', label: LETTERS.state, options: Object.entries(LETTERS.states) },
]

const COLUMNS: readonly [Column<DeadLetterView>, ...Column<DeadLetterView>[]] = [
  {
    name: LETTERS.what,
    cell: ({ id, message }) => (
      <>
        <span className="block font-medium">{taskOf(message)}</span>
        <Id id={id} to={CONSOLE_PATHS.dead_letter(id)} />
      </>
    ),
  },
  { name: LETTERS.reason, cell: ({ reason }) => <LetterReason reason={reason} /> },
  { name: LETTERS.attempts, numeric: true, cell: ({ attempts }) => <Count of={attempts} /> },
  { name: LETTERS.parked, cell: ({ parkedAt }) => <When at={parkedAt} /> },
  {
    name: LETTERS.state,
    cell: ({ state }) => <Badge tone={LETTER_TONES[state]} name={LETTERS.states[state]} />,
  },
]

const Count = ({ of }: { of: number }) => useFormat().tokens(of)

export default function DeadLettersPage() {
  const { data } = useLoaderData<typeof loader>()
  return (
    <ConsolePage title={LETTERS.title}>
      <FilterBar path={PATH} fields={FIELDS} filters={data.filters} />
      <ConsoleList
        data={data}
        subject={LETTERS.subject}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        empty={LETTERS.empty}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
