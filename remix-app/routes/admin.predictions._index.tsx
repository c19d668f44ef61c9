// All predictions, and the form that drafts another one.
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { AdminPrediction, AdminPredictionList } from '../../shared/api/predictions.ts'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { Pager } from '../components/Pager.tsx'
import { PredictionForm } from '../components/PredictionForm.tsx'
import { PredictionTable } from '../components/PredictionTable.tsx'
import { callApi, listSection, requireAdmin } from '../lib/api.server.ts'
import type { Place } from '../lib/console-places.server.ts'
import { formKeyOf, newFormKey } from '../lib/form.server.ts'
import { draftOf, EMPTY_DRAFT, errorsFrom, readNew } from '../lib/prediction-form.server.ts'
import { isRetryable } from '../lib/problem.ts'
import { useSent } from '../lib/sent.ts'
import { ADMIN, RUN } from '../words/admin.ts'

export const meta = () => [{ title: RUN.listTitle }]

export const handle = {
  place: { group: 'market', name: ADMIN.predictions, order: 1 } satisfies Place,
}

const API_PATH = '/api/admin/predictions'
const PATH = '/admin/predictions'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const cursor = new URL(request.url).searchParams.get('cursor')
  const query = new URLSearchParams(cursor ? { cursor } : {})
  const answer = await callApi<AdminPredictionList>(visit, `${API_PATH}?${query}`)
  return {
    query: query.toString(),
    predictions: listSection(answer, PATH),
    empty: EMPTY_DRAFT,
    key: newFormKey(),
    now: context.now,
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const form = await request.formData()
  const draft = draftOf(form)
  const key = formKeyOf(form)
  const read = readNew(draft)
  if (!read.ok) return data({ draft, errors: read.errors, problem: null, key }, { status: 400 })
  const call = { method: 'POST', body: read.value, idempotencyKey: key } as const
  const answer = await callApi<AdminPrediction>(visit, API_PATH, call)
  if (!answer.ok) {
    const { problem } = answer
    const again = isRetryable(problem) ? key : newFormKey()
    const errors = errorsFrom(problem)
    return data({ draft, errors, problem, key: again }, { status: problem.status })
  }
  return redirect(`${PATH}/${encodeURIComponent(answer.value.id)}?done=create`, { status: 303 })
}

export { clientAction } from '../lib/lost.ts'
export { shouldRevalidate } from '../lib/revalidate.ts'

export default function RunPredictionsPage() {
  const { query, predictions, empty, key, now } = useLoaderData<typeof loader>()
  const sent = useSent<typeof action>()
  const items = predictions.value?.items ?? []
  return (
    <ConsolePage
      title={ADMIN.predictions}
      ways={
        <a href="#form" className="btn btn-quiet">
          {RUN.draftNew}
        </a>
      }
    >
      <section aria-label={RUN.all}>
        {predictions.problem ? (
          <ProblemNotice
            problem={predictions.problem}
            subject={RUN.subject}
            retryTo={`${PATH}?${query}`}
          />
        ) : null}
        {items.length > 0 ? <PredictionTable items={items} now={now} /> : null}
        {predictions.value && items.length === 0 ? (
          <div className="card">
            <EmptyState title={RUN.none} text={RUN.noneText} />
          </div>
        ) : null}
      </section>
      <Pager
        path={PATH}
        query={new URLSearchParams(query)}
        nextCursor={predictions.value?.nextCursor ?? null}
      />
      <PredictionForm
        title={RUN.create}
        verb={RUN.saveDraft}
        draft={sent?.draft ?? empty}
        before={null}
        errors={sent?.errors ?? {}}
        problem={sent?.problem ?? null}
        formKey={sent?.key ?? key}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
