// What comparing the books found, and the way on after a freeze.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import {
  type LedgerView,
  type ReportList,
  type ReportView,
  ThawLedger,
} from '../../shared/api/reconciliations.ts'
import { ActForm, ReasonField } from '../components/console/ActForm.tsx'
import { ConsoleList } from '../components/console/ConsoleList.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import type { Column } from '../components/console/DataTable.tsx'
import { Id, When } from '../components/console/Facts.tsx'
import { FilterBar, type FilterField } from '../components/console/FilterBar.tsx'
import { Found, Looked } from '../components/console/Report.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Notice } from '../components/Notice.tsx'
import { requireAdmin } from '../lib/api.server.ts'
import { sendForm } from '../lib/console-form.server.ts'
import { readList } from '../lib/console-list.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import type { Place } from '../lib/console-places.server.ts'
import { type ConsoleSent, sentBy } from '../lib/console-sent.ts'
import { newFormKey, textOf } from '../lib/form.server.ts'
import { useSent } from '../lib/sent.ts'
import { CONSOLE } from '../words/console.ts'
import { REPORTS } from '../words/console-letters.ts'

export const meta = () => [{ title: CONSOLE.titleOf(REPORTS.title) }]

export const handle = { place: { group: 'watch', name: REPORTS.title, order: 5 } satisfies Place }

const PATH = '/admin/reports'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const asked = { api: '/api/admin/reconciliations', path: PATH, filters: ['kind'] }
  const data = await readList<ReportView, ReportList>(visit, asked)
  const isDone = new URL(request.url).searchParams.has('done')
  return { data, frozen: data.list.value?.ledger.frozen ?? null, formKey: newFormKey(), isDone }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const form = await request.formData()
  return sendForm<LedgerView>(visit, form, {
    api: '/api/admin/ledger/thaw',
    body: { schema: ThawLedger, value: { reason: textOf(form, 'reason') } },
    hints: { reason: CONSOLE.reasonError },
    to: () => `${PATH}?done`,
  })
}

export { clientAction } from '../lib/lost.ts'
export { shouldRevalidate } from '../lib/revalidate.ts'

const FIELDS: readonly FilterField[] = [
  { name: 'kind', label: REPORTS.kind, options: Object.entries(REPORTS.kinds) },
]

const COLUMNS: readonly [Column<ReportView>, ...Column<ReportView>[]] = [
  {
    name: REPORTS.kind,
    cell: ({ id, kind }) => (
      <>
        <span className="block font-medium">{REPORTS.kinds[kind]}</span>
        <Id id={id} to={CONSOLE_PATHS.report(id)} />
      </>
    ),
  },
  { name: REPORTS.finished, cell: ({ finishedAt }) => <When at={finishedAt} /> },
  { name: REPORTS.rows, numeric: true, cell: ({ rows }) => <Looked count={rows} /> },
  { name: REPORTS.people, numeric: true, cell: ({ people }) => <Looked count={people} /> },
  { name: REPORTS.differences, cell: (report) => <Found report={report} /> },
]

export default function ReportsPage() {
  const { data, frozen, formKey, isDone } = useLoaderData<typeof loader>()
  const sent: ConsoleSent | undefined = useSent<typeof action>()
  return (
    <ConsolePage title={REPORTS.title} done={isDone && !sent && !frozen ? REPORTS.done : null}>
      {frozen ? <Frozen frozen={frozen} formKey={formKey} sent={sentBy(sent, 'thaw')} /> : null}
      <FilterBar path={PATH} fields={FIELDS} filters={data.filters} />
      <ConsoleList
        data={data}
        subject={REPORTS.subject}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        empty={REPORTS.empty}
      />
    </ConsolePage>
  )
}

interface FrozenProps {
  readonly frozen: NonNullable<LedgerView['frozen']>
  readonly formKey: string
  readonly sent: ConsoleSent | null
}

function Frozen({ frozen, formKey, sent }: FrozenProps) {
  return (
    <Notice tone="bad" title={REPORTS.frozen}>
      <p>
        {REPORTS.frozenText} {frozen.reason}
      </p>
      <p>
        {REPORTS.frozenSince} <When at={frozen.at} />
      </p>
      <div className="mt-3">
        <ActForm
          intent="thaw"
          opener={REPORTS.thaw}
          text={REPORTS.thawText}
          verb={REPORTS.thawVerb}
          formKey={formKey}
          sent={sent}
        >
          <ReasonField intent="thaw" sent={sent} />
        </ActForm>
      </div>
    </Notice>
  )
}

export { ErrorPage as ErrorBoundary }
