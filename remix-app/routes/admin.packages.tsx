// What is for sale: the list, and one form that creates or, with an existing id, updates.
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { AdminPackage } from '../../shared/api/tokens.ts'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { DoneNotice, ProblemNotice } from '../components/Notice.tsx'
import { PackageForm } from '../components/PackageForm.tsx'
import { PackageTable } from '../components/PackageTable.tsx'
import { callApi, requireAdmin, section } from '../lib/api.server.ts'
import type { Place } from '../lib/console-places.server.ts'
import { formKeyOf, newFormKey } from '../lib/form.server.ts'
import { formatFor } from '../lib/format.ts'
import { draftOf, draftOfPackage, priceErrors, readPackage } from '../lib/package-form.server.ts'
import { isRetryable } from '../lib/problem.ts'
import { useSent } from '../lib/sent.ts'
import { ADMIN, PACKAGES } from '../words/admin.ts'

export const meta = () => [{ title: PACKAGES.pageTitle }]

export const handle = { place: { group: 'market', name: ADMIN.packages, order: 2 } satisfies Place }

const API_PATH = '/api/admin/tokens/packages'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const query = new URL(request.url).searchParams
  const packages = section(await callApi<{ items: AdminPackage[] }>(visit, API_PATH))
  const edited = packages.value?.items.find(({ id }) => id === query.get('edit')) ?? null
  return {
    packages,
    editing: edited?.id ?? null,
    draft: edited ? draftOfPackage(edited) : null,
    saved: packages.value?.items.find(({ id }) => id === query.get('saved')) ?? null,
    key: newFormKey(),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const form = await request.formData()
  const draft = draftOf(form)
  const key = formKeyOf(form)
  const read = readPackage(draft)
  if (!read.ok) {
    return data({ draft, errors: read.errors, problem: null, key }, { status: 400 })
  }
  const call = { method: 'POST', body: read.value, idempotencyKey: key } as const
  const answer = await callApi<AdminPackage>(visit, API_PATH, call)
  if (!answer.ok) {
    const { problem } = answer
    const again = isRetryable(problem) ? key : newFormKey()
    const errors = priceErrors(problem, formatFor(context.locale, context.zone))
    if (errors) return data({ draft, errors, problem: null, key: again }, { status: 409 })
    return data({ draft, errors: {}, problem, key: again }, { status: problem.status })
  }
  return redirect(`/admin/packages?saved=${encodeURIComponent(answer.value.id)}`)
}

export { clientAction } from '../lib/lost.ts'
export { shouldRevalidate } from '../lib/revalidate.ts'

export default function PackagesPage() {
  const { packages, editing, draft, saved, key } = useLoaderData<typeof loader>()
  const sent = useSent<typeof action>()
  const problem = sent?.problem ?? null
  return (
    <ConsolePage title={ADMIN.packages}>
      <div>
        {packages.value ? (
          <PackageTable packages={packages.value.items} />
        ) : (
          <ProblemNotice
            problem={packages.problem}
            subject={PACKAGES.subject}
            retryTo="/admin/packages"
          />
        )}
      </div>
      {/* Where the form was: the focus comes along, and with it the page. */}
      <DoneNotice title={saved && !sent ? PACKAGES.saved(saved.name) : null} />
      <PackageForm
        key={`${editing}-${saved?.id}`}
        editing={editing}
        draft={sent?.draft ?? draft}
        errors={sent?.errors ?? {}}
        problem={problem}
        formKey={sent?.key ?? key}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
