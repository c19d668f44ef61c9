// One adjustment: what it would do, or did, and who decides it.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { AdjustmentView } from '../../shared/api/adjustments.ts'
import type { UserAdminView } from '../../shared/api/users.ts'
import { Change } from '../components/console/AdjustmentColumns.tsx'
import { AdjustmentFacts, DecidePanel } from '../components/console/AdjustmentParts.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import { Id } from '../components/console/Facts.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { decideOn } from '../lib/adjustment-form.server.ts'
import { callApi, orPage, requireAdmin, section } from '../lib/api.server.ts'
import { newFormKey } from '../lib/form.server.ts'
import { useSent } from '../lib/sent.ts'
import { CONSOLE } from '../words/console.ts'
import { ADJUSTMENTS, DECIDE } from '../words/console-adjustments.ts'

export const meta = () => [{ title: CONSOLE.titleOf(ADJUSTMENTS.one) }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  const { userId: viewerId } = requireAdmin(visit)
  const path = `/api/admin/adjustments/${encodeURIComponent(params.id ?? '')}`
  const adjustment = orPage(await callApi<AdjustmentView>(visit, path))
  const { state, userId } = adjustment
  const person = `/api/admin/users/${encodeURIComponent(userId)}`
  // What it would do is of use only while it can be decided.
  const open = state === 'proposed' ? section(await callApi<UserAdminView>(visit, person)) : null
  const done = new URL(request.url).searchParams.get('done')
  return { adjustment, open, viewerId, done, formKey: newFormKey() }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  return decideOn(visit, params.id ?? '', await request.formData())
}

export { clientAction } from '../lib/lost.ts'
export { shouldRevalidate } from '../lib/revalidate.ts'

export default function AdjustmentPage() {
  const { adjustment, open, viewerId, done, formKey } = useLoaderData<typeof loader>()
  const sent = useSent<typeof action>() ?? null
  return (
    <ConsolePage
      title={<Change {...adjustment} />}
      note={<Id id={adjustment.id} />}
      done={(done && !sent && DECIDE.done[done]) || null}
    >
      <AdjustmentFacts adjustment={adjustment} />
      {open ? (
        <DecidePanel
          adjustment={adjustment}
          person={open}
          viewerId={viewerId}
          formKey={formKey}
          sent={sent}
        />
      ) : null}
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
