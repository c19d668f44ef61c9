// Adjustments of everybody's, newest first, and the form that proposes one.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { AdjustmentView } from '../../shared/api/adjustments.ts'
import { ALL_ADJUSTMENT_COLUMNS } from '../components/console/AdjustmentColumns.tsx'
import { ConsoleList } from '../components/console/ConsoleList.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import { FilterBar } from '../components/console/FilterBar.tsx'
import { PROPOSAL_STATE } from '../components/console/ProposalColumns.tsx'
import { ProposePanel } from '../components/console/ProposePanel.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { type AdjustmentQuote, proposeOn } from '../lib/adjustment-form.server.ts'
import { requireAdmin } from '../lib/api.server.ts'
import { readList } from '../lib/console-list.server.ts'
import { quotedIn } from '../lib/console-sent.ts'
import { newFormKey } from '../lib/form.server.ts'
import { useSent } from '../lib/sent.ts'
import { CONSOLE } from '../words/console.ts'
import { ADJUSTMENTS, PROPOSE } from '../words/console-adjustments.ts'

export const meta = () => [{ title: CONSOLE.titleOf(ADJUSTMENTS.title) }]
export const handle = { place: { group: 'money', name: ADJUSTMENTS.title, order: 3 } }

const PATH = '/admin/adjustments'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const filters = ['state', 'userId']
  const data = await readList<AdjustmentView>(visit, { api: `/api${PATH}`, path: PATH, filters })
  return { data, formKey: newFormKey() }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  return proposeOn(visit, await request.formData())
}

export { clientAction } from '../lib/lost.ts'
export { shouldRevalidate } from '../lib/revalidate.ts'

const FIELDS = [PROPOSAL_STATE, { name: 'userId', label: ADJUSTMENTS.user }]

export default function AdjustmentsPage() {
  const { data, formKey } = useLoaderData<typeof loader>()
  const sent = useSent<typeof action>() ?? null
  const quoted = quotedIn<AdjustmentQuote>(sent)
  const ways = (
    <a href="#propose" className="btn btn-quiet">
      {PROPOSE.open}
    </a>
  )
  return (
    <ConsolePage title={ADJUSTMENTS.title} note={ADJUSTMENTS.note} ways={ways}>
      <FilterBar path={PATH} fields={FIELDS} filters={data.filters} />
      <ConsoleList
        data={data}
        subject={ADJUSTMENTS.subject}
        columns={ALL_ADJUSTMENT_COLUMNS}
        rowKey={({ id }) => id}
        empty={ADJUSTMENTS.empty}
      />
      <ProposePanel
        key={data.filters.userId}
        userId={data.filters.userId ?? ''}
        formKey={formKey}
        sent={sent}
        quoted={quoted}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
