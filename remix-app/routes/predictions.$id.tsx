// One prediction: what it is about, the own commitments in it, and the form that commits tokens.
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/cloudflare'
import { type ClientActionFunctionArgs, useLoaderData, useRevalidator } from '@remix-run/react'
import { useCallback } from 'react'
import type { LimitsView } from '../../shared/api/account.ts'
import type { CommitmentList, PredictionView } from '../../shared/api/predictions.ts'
import type { BalanceView } from '../../shared/api/wallet.ts'
import { POSITIONS } from '../../shared/positions.ts'
import { CommitPanel } from '../components/CommitPanel.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { OwnCommitments } from '../components/OwnCommitments.tsx'
import { PendingCommitment } from '../components/PendingCommitment.tsx'
import { PredictionHead } from '../components/PredictionHead.tsx'
import { WhatCounts } from '../components/WhatCounts.tsx'
import {
  callApi,
  comingBackTo,
  orPage,
  requireViewer,
  section,
  type Visit,
} from '../lib/api.server.ts'
import {
  afterProblem,
  commitTokens,
  errorsOf,
  readCommitForm,
  receiptIn,
  stakeIn,
  toReview,
  withErrors,
} from '../lib/commit-form.server.ts'
import { newFormKey } from '../lib/form.server.ts'
import { formatFor } from '../lib/format.ts'
import { sendOrKeep } from '../lib/keeping.ts'
import { tokensLeft } from '../lib/limits-left.server.ts'
import { useNewest } from '../lib/live-context.ts'
import { commitPath } from '../lib/next-path.ts'
import { useNow } from '../lib/now.ts'
import { withOwn } from '../lib/own-totals.server.ts'
import { plainText, stateOf } from '../lib/predictions.ts'
import { useSettled } from '../lib/sent.ts'
import { standingAgainst } from '../lib/standing.server.ts'
import { unanswered } from '../lib/unanswered.ts'
import { useWatched } from '../lib/watch-prediction.ts'
import { HEAD } from '../words/predictions.ts'

export const meta = ({ data: seen }: { data?: { prediction?: PredictionView } | undefined }) => [
  { title: HEAD.pageTitle(plainText(seen?.prediction?.title ?? HEAD.unnamed)) },
  {
    name: 'description',
    content: plainText(seen?.prediction?.description.slice(0, SUMMARY_MAX) ?? HEAD.unnamed),
  },
]
/** As much as a list of search results shows. */
const SUMMARY_MAX = 160

const REFRESH_SECONDS = 5
/** While it is being paid out, the own result is a matter of moments. */
export const handle = {
  showsWallet: true,
  refreshSeconds: (seen: { prediction?: PredictionView }) =>
    seen.prediction?.status === 'resolving' ? REFRESH_SECONDS : null,
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  const id = encodeURIComponent(params.id ?? '')
  const [prediction, own] = await Promise.all([
    callApi<PredictionView>(visit, `/api/predictions/${id}`),
    context.viewer ? ownIn(visit, id) : null,
  ])
  const query = new URL(request.url).searchParams
  const format = formatFor(context.locale, context.zone)
  const made = own?.commitments.ok ? own.commitments.value.items : []
  return {
    prediction: withOwn(orPage(prediction), made),
    own: own && {
      balance: section(own.balance),
      commitments: section(own.commitments),
      tokensLeft: own.limits.ok ? tokensLeft(own.limits.value) : null,
      stopped: standingAgainst('commitments', section(own.balance), format),
      receipt: own.commitments.ok
        ? receiptIn(own.commitments.value.items, query.get('receipt'))
        : null,
    },
    side: POSITIONS.find((side) => side === query.get('side')) ?? null,
    stake: stakeIn(query),
    // Without a form, none: that page is kept for everybody.
    formKey: own ? newFormKey() : '',
    now: context.now,
  }
}

/** Enough for a position; whoever has more of them is told so. */
const OWN_MAX = 100

async function ownIn(visit: Visit, id: string) {
  const [balance, commitments, limits] = await Promise.all([
    callApi<BalanceView>(visit, '/api/wallet/balance'),
    callApi<CommitmentList>(visit, `/api/wallet/commitments?predictionId=${id}&limit=${OWN_MAX}`),
    callApi<LimitsView>(visit, '/api/account/limits'),
  ])
  return { balance, commitments, limits }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const id = params.id ?? ''
  const draft = readCommitForm(await request.formData())
  const visit = comingBackTo(commitPath(id, draft.side, draft.stake), { request, context })
  requireViewer(visit)
  const errors = errorsOf(draft)
  if (Object.keys(errors).length > 0) return data(withErrors(draft, errors), { status: 400 })
  const review = toReview(draft)
  if (review) return data(review)
  const answer = await commitTokens(visit, id, draft)
  if (!answer.ok) {
    return data(afterProblem(draft, answer.problem), { status: answer.problem.status })
  }
  // A form sent again finds its first commitment: the same receipt.
  const receipt = encodeURIComponent(answer.value.commitment.id)
  return redirect(`/predictions/${encodeURIComponent(id)}?receipt=${receipt}`, { status: 303 })
}

export const clientAction = (args: ClientActionFunctionArgs) =>
  sendOrKeep(args, (form, kept) => ({ ...unanswered(form), kept }))

// Also after a refusal: it may have closed, or the balance have moved, since the page was read.
export { shouldRevalidate } from '../lib/revalidate.ts'

// The form beside both head and words on a wide screen, between them on a phone.
const COLUMNS = 'grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]'

export default function PredictionPage() {
  const {
    prediction: loaded,
    own: read,
    now: serverNow,
    formKey,
    ...wish
  } = useLoaderData<typeof loader>()
  const { revalidate } = useRevalidator()
  const watched = useWatched(
    loaded,
    useCallback(() => revalidate(), [revalidate]),
  )
  const { prediction } = watched
  const balance = useNewest(read?.balance ?? null)
  const own = read && balance && { ...read, balance }
  const sent = useSettled<typeof action>() ?? null
  const now = useNow(serverNow)
  const state = stateOf(prediction, now)
  return (
    <div className="page">
      <div className={COLUMNS}>
        <PredictionHead prediction={prediction} now={now} odds={!own || own.receipt !== null} />
        <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <CommitPanel
            key={prediction.id}
            {...wish}
            watched={watched}
            state={state}
            now={now}
            own={own}
            formKey={sent?.draft.key ?? formKey}
            sent={sent}
          />
        </div>
        <div className="grid gap-6">
          <PendingCommitment prediction={prediction} balance={own?.balance.value ?? null} />
          {own ? <OwnCommitments id={prediction.id} commitments={own.commitments} /> : null}
          <WhatCounts prediction={prediction} />
        </div>
      </div>
    </div>
  )
}

export { ErrorPage as ErrorBoundary }
