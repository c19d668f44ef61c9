// One prediction through its life: draft, odds, lock, outcome, payout, correction.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData, useRevalidator } from '@remix-run/react'
import { useCallback } from 'react'
import type { Exposure } from '../../shared/api/exposure.ts'
import type { PayoutJobView } from '../../shared/api/payouts.ts'
import type { PredictionView } from '../../shared/api/predictions.ts'
import type { PredictionCase, ProposedResolution } from '../../shared/api/resolutions.ts'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Lifecycle } from '../components/Lifecycle.tsx'
import { DoneNotice, ProblemNotice } from '../components/Notice.tsx'
import { PayoutProgress } from '../components/PayoutProgress.tsx'
import { PredictionForm } from '../components/PredictionForm.tsx'
import { PredictionHead } from '../components/PredictionHead.tsx'
import { LastProposal, ProposedOutcome } from '../components/ProposedOutcome.tsx'
import { ResolvePanel } from '../components/ResolvePanel.tsx'
import { WhatCounts } from '../components/WhatCounts.tsx'
import { type AdminSent, actOn } from '../lib/admin-prediction.server.ts'
import {
  callApi,
  mapSection,
  orPage,
  requireAdmin,
  type Section,
  section,
} from '../lib/api.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import type { ConsoleSent } from '../lib/console-sent.ts'
import { type HouseResults, resultsOf } from '../lib/exposure.ts'
import { newFormKey } from '../lib/form.server.ts'
import { useNow } from '../lib/now.ts'
import { usePoll } from '../lib/poll.ts'
import { draftOfPrediction } from '../lib/prediction-draft.ts'
import { useSent } from '../lib/sent.ts'
import { PAYOUT, RUN } from '../words/admin.ts'
import { EXPOSURE } from '../words/console-predictions.ts'

export const meta = () => [{ title: RUN.pageTitle }]

const LOOK_MS = 1_000
const REFRESH_SECONDS = 3
type Jobs = Section<{ items: PayoutJobView[] }>

/** The two are read one after the other: a job may be done beside a prediction that isn't yet. */
function isPaying({ status }: PredictionView, { value }: Jobs): boolean {
  const states = value?.items.map(({ state }) => state) ?? []
  if (states.includes('blocked')) return false
  return status === 'resolving' || states.includes('queued') || states.includes('running')
}

export const handle = {
  refreshSeconds: ({ prediction, payouts }: { prediction?: PredictionView; payouts?: Jobs }) =>
    prediction && payouts && isPaying(prediction, payouts) ? REFRESH_SECONDS : null,
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  const { userId } = requireAdmin(visit)
  const id = params.id ?? ''
  const jobs = `/api/admin/payout-jobs?predictionId=${encodeURIComponent(id)}`
  const path = `/api/admin/predictions/${encodeURIComponent(id)}`
  const { prediction, proposal } = orPage(await callApi<PredictionCase>(visit, path))
  const resolved = prediction.resolutionVersion > 0
  const isEditable = prediction.status === 'draft' || prediction.status === 'open'
  const payouts: Jobs = resolved
    ? section(await callApi<{ items: PayoutJobView[] }>(visit, jobs))
    : { value: { items: [] }, problem: null }
  const exposure = isEditable ? section(await callApi<Exposure>(visit, `${path}/exposure`)) : null
  const query = new URL(request.url).searchParams
  return {
    prediction,
    proposal,
    isOwn: proposal?.proposedBy === userId,
    before: draftOfPrediction(prediction),
    payouts,
    exposure: exposure && mapSection(exposure, resultsOf),
    done: query.get('done'),
    formKey: newFormKey(),
    now: context.now,
  }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  return actOn(visit, params.id ?? '', await request.formData())
}

export { clientAction } from '../lib/lost.ts'
// Also after a refusal: somebody else may have acted on it, and the page must show its state now.
export { shouldRevalidate } from '../lib/revalidate.ts'

export default function RunPredictionPage() {
  const seen = useLoaderData<typeof loader>()
  const { prediction, proposal, payouts, done, formKey, now: serverNow } = seen
  const answer: AdminSent | ConsoleSent | null = useSent<typeof action>() ?? null
  const decided = answer && 'values' in answer ? answer : null
  const sent = answer && !('values' in answer) ? answer : null
  const { revalidate, state } = useRevalidator()
  usePoll(
    isPaying(prediction, payouts),
    LOOK_MS,
    // A look that overtakes another one would abort it, and be met as an error.
    useCallback(() => (state === 'idle' ? revalidate() : undefined), [revalidate, state]),
  )
  const now = useNow(serverNow)
  const said = (done && !answer && RUN.done[done]) || null
  const { id, status } = prediction
  return (
    <>
      <DoneNotice title={said} />
      <div className="grid gap-5">
        <PredictionHead prediction={prediction} now={now} />
        {status === 'draft' ? null : (
          <Link to={`/predictions/${id}`} className="link link-block">
            {RUN.asSeen}
          </Link>
        )}
        {status === 'draft' || status === 'open' ? null : <WhatCounts prediction={prediction} />}
        <Lifecycle prediction={prediction} formKey={formKey} sent={sent} />
        <Payouts id={id} payouts={payouts} formKey={formKey} sent={sent} />
        {proposal?.state === 'proposed' ? (
          <ProposedOutcome
            proposal={proposal}
            isOwn={seen.isOwn}
            formKey={formKey}
            sent={decided}
          />
        ) : (
          <>
            {isAbout(proposal, prediction) ? <LastProposal proposal={proposal} /> : null}
            <Forms {...seen} now={now} formKey={formKey} sent={sent} />
          </>
        )}
      </div>
    </>
  )
}

/** Nobody was paid by it, nor by another one since. */
function isAbout(
  proposal: ProposedResolution | null,
  { resolutionVersion }: PredictionView,
): proposal is ProposedResolution {
  return proposal !== null && (proposal.resolutionVersion ?? 0) === resolutionVersion
}

interface PartProps {
  readonly formKey: string
  readonly sent: AdminSent | null
}

function Payouts({ id, payouts, ...form }: PartProps & { id: string; payouts: Jobs }) {
  if (payouts.problem) {
    const retryTo = `/admin/predictions/${id}`
    return <ProblemNotice problem={payouts.problem} subject={PAYOUT.subject} retryTo={retryTo} />
  }
  return payouts.value.items.map((job) => <PayoutProgress key={job.id} job={job} {...form} />)
}

interface FormsProps extends PartProps {
  readonly prediction: PredictionView
  readonly before: ReturnType<typeof draftOfPrediction>
  readonly exposure: Section<HouseResults> | null
  readonly now: number
}

function Forms({ prediction, before, exposure, now, formKey, sent }: FormsProps) {
  const { status, resolutionVersion } = prediction
  if (status === 'locked' || status === 'resolved' || status === 'voided') {
    return (
      <ResolvePanel key={resolutionVersion} prediction={prediction} formKey={formKey} sent={sent} />
    )
  }
  if (status === 'resolving') return null
  const own = sent?.intent === 'edit' ? sent : null
  const path = CONSOLE_PATHS.prediction(prediction.id)
  return (
    <PredictionForm
      key={JSON.stringify(before)}
      title={RUN.edit}
      note={status === 'open' ? RUN.wordsStay : null}
      verb={RUN.save}
      draft={own?.edit?.draft ?? before}
      saved={prediction}
      before={before}
      results={exposure?.value ?? null}
      path={path}
      errors={own?.edit?.errors ?? {}}
      problem={own?.problem ?? null}
      lookFirst={own?.edit?.lookFirst ?? false}
      formKey={own?.key ?? formKey}
      now={now}
    >
      {exposure?.problem ? (
        <ProblemNotice problem={exposure.problem} subject={EXPOSURE.subject} retryTo={path} />
      ) : null}
    </PredictionForm>
  )
}

export { ErrorPage as ErrorBoundary }
