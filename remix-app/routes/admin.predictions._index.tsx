// All predictions, and the form that drafts another one.
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { AdminPrediction, PredictionStatus } from '../../shared/api/predictions.ts'
import { ConsoleList } from '../components/console/ConsoleList.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import { FilterBar, type FilterField } from '../components/console/FilterBar.tsx'
import { predictionColumns } from '../components/console/PredictionColumns.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { PredictionForm } from '../components/PredictionForm.tsx'
import { callApi, requireAdmin } from '../lib/api.server.ts'
import { readList } from '../lib/console-list.server.ts'
import type { Place } from '../lib/console-places.server.ts'
import { NO_EXPOSURE } from '../lib/exposure.ts'
import { formKeyOf, newFormKey, textOf } from '../lib/form.server.ts'
import { useNow } from '../lib/now.ts'
import { draftIn, EMPTY_DRAFT } from '../lib/prediction-draft.ts'
import { errorsFrom, readNew } from '../lib/prediction-form.server.ts'
import { isRetryable } from '../lib/problem.ts'
import { useSent } from '../lib/sent.ts'
import { ADMIN, RUN } from '../words/admin.ts'
import { CONSOLE } from '../words/console.ts'
import { PREDICTIONS } from '../words/console-predictions.ts'
import { RESOLUTIONS } from '../words/console-proposals.ts'
import { STATUS_NAMES } from '../words/states.ts'

export const meta = () => [{ title: CONSOLE.titleOf(ADMIN.predictions) }]

export const handle = {
  place: { group: 'market', name: ADMIN.predictions, order: 1 } satisfies Place,
}

const API_PATH = '/api/admin/predictions'
const PATH = '/admin/predictions'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const asked = { api: API_PATH, path: PATH, filters: ['status'] }
  return {
    predictions: await readList<AdminPrediction>(visit, asked),
    formKey: newFormKey(),
    now: context.now,
  }
}

const FIELDS: readonly FilterField[] = [
  {
    name: 'status',
    label: PREDICTIONS.state,
    options: (Object.keys(STATUS_NAMES) as PredictionStatus[]).map((status) => [
      status,
      STATUS_NAMES[status],
    ]),
  },
]

export async function action({ request, context }: ActionFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const form = await request.formData()
  const draft = draftIn(form)
  const key = formKeyOf(form)
  const read = readNew(draft)
  if (!read.ok) return data({ draft, errors: read.errors, problem: null, key }, { status: 400 })
  if (textOf(form, 'intent') === 'show') return data({ draft, errors: {}, problem: null, key })
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
  const { predictions, formKey, now: serverNow } = useLoaderData<typeof loader>()
  const now = useNow(serverNow)
  const sent = useSent<typeof action>()
  return (
    <ConsolePage
      title={ADMIN.predictions}
      ways={
        <>
          <a href="#form" className="btn btn-quiet">
            {RUN.draftNew}
          </a>
          <Link to="/admin/resolutions" className="btn btn-quiet">
            {RESOLUTIONS.title}
          </Link>
        </>
      }
    >
      <FilterBar path={PATH} fields={FIELDS} filters={predictions.filters} />
      <ConsoleList
        data={predictions}
        subject={PREDICTIONS.all}
        columns={predictionColumns(now)}
        rowKey={({ id }) => id}
        empty={PREDICTIONS.none}
      />
      <PredictionForm
        title={RUN.create}
        verb={RUN.saveDraft}
        draft={sent?.draft ?? EMPTY_DRAFT}
        saved={null}
        before={null}
        results={NO_EXPOSURE}
        path={`${PATH}?index&${predictions.query}`}
        errors={sent?.errors ?? {}}
        problem={sent?.problem ?? null}
        formKey={sent?.key ?? formKey}
        now={now}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
