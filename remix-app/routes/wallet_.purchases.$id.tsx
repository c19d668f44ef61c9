// One purchase: where the payment page leads back to, and where every state is explained.
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/cloudflare'
import { Link, useLoaderData, useRevalidator } from '@remix-run/react'
import { useCallback } from 'react'
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { PurchaseFacts } from '../components/PurchaseFacts.tsx'
import { PurchaseScene } from '../components/PurchaseScene.tsx'
import { PurchaseSteps } from '../components/PurchaseSteps.tsx'
import { afterPurchase } from '../lib/after-purchase.server.ts'
import {
  type Answer,
  callApi,
  orPage,
  requireViewer,
  section,
  type Visit,
} from '../lib/api.server.ts'
import { newFormKey } from '../lib/form.server.ts'
import { backFrom } from '../lib/purchase-back.server.ts'
import { parseResult, type ReturnResult, type Scene, sceneOf } from '../lib/purchases.ts'
import { useSent } from '../lib/sent.ts'
import { type Pace, useWatch } from '../lib/watch-purchase.ts'
import { PURCHASE } from '../words/purchase-page.ts'

export const meta = () => [{ title: PURCHASE.pageTitle }]

const REFRESH_SECONDS = 5
const REFRESH_DELAYED_SECONDS = 60
export const handle = {
  showsWallet: true,
  refreshSeconds: (seen: unknown) => {
    const scene = sceneSeen(seen)
    if (scene === 'confirming') return REFRESH_SECONDS
    return scene === 'delayed' ? REFRESH_DELAYED_SECONDS : null
  },
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireViewer(visit)
  const result = parseResult(new URL(request.url).searchParams.get('result'))
  const answer = await readPurchase(visit, params.id ?? '', result)
  const purchase = orPage(answer)
  const [after, back] = await Promise.all([
    afterPurchase(visit, purchase, sceneOf(purchase, result)),
    backFrom(request, purchase.purchaseId),
  ])
  return { purchase, result, ...after, back, formKey: newFormKey() }
}

/** The one thing to send here is the wish to cancel. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const visit = { request, context }
  requireViewer(visit)
  const path = `${apiPathOf(params.id ?? '')}/cancel`
  const answer = await callApi<PurchaseView>(visit, path, { method: 'POST' })
  const { value, problem } = section(answer)
  if (problem) return data({ problem }, { status: problem.status })
  return redirect(`/wallet/purchases/${value.purchaseId}`, { status: 303 })
}

export { clientAction } from '../lib/lost.ts'
// Also after an outage: the wish to cancel may be known by then, and the page must say so.
export { shouldRevalidate } from '../lib/revalidate.ts'

const apiPathOf = (id: string): string => `/api/tokens/purchases/${encodeURIComponent(id)}`

// Whoever comes back paid may be faster than Stripe's event: then Stripe is asked. Asking twice
// credits once, so a reload does no harm; when Stripe does not answer the page waits all the same.
async function readPurchase(
  visit: Visit,
  id: string,
  result: ReturnResult,
): Promise<Answer<PurchaseView>> {
  const path = apiPathOf(id)
  const seen = await callApi<PurchaseView>(visit, path)
  if (!seen.ok || seen.value.status !== 'pending' || result !== 'paid') return seen
  const confirmed = await callApi<PurchaseView>(visit, `${path}/confirm`, { method: 'POST' })
  // An earlier card's decline says nothing about the payment that just brought them back.
  return confirmed.ok ? confirmed : { ...seen, value: { ...seen.value, failureReason: null } }
}

function sceneSeen(seen: unknown): Scene | null {
  if (typeof seen !== 'object' || seen === null || !('purchase' in seen)) return null
  const { purchase, result } = seen as { purchase: PurchaseView; result: ReturnResult }
  return sceneOf(purchase, result)
}

const paceOf = (scene: Scene): Pace | null => {
  if (scene === 'confirming') return 'fast'
  return scene === 'delayed' ? 'slow' : null
}

export default function PurchasePage() {
  const { result, ...loaded } = useLoaderData<typeof loader>()
  const { purchase } = loaded
  const problem = useSent<typeof action>()?.problem ?? null
  const { revalidate } = useRevalidator()
  const scene = sceneOf(purchase, result)
  const watch = useWatch(
    purchase,
    paceOf(scene),
    useCallback(() => revalidate(), [revalidate]),
  )
  return (
    <div className="page page-narrow">
      {problem ? (
        <div className="mb-5">
          <ProblemNotice problem={problem} takeFocus />
        </div>
      ) : null}
      <div className="card overflow-hidden">
        <div className="border-b border-line px-2 py-5 sm:px-8">
          <PurchaseSteps scene={scene} />
        </div>
        <div aria-live="polite" className="purchase-stage">
          <PurchaseScene {...loaded} scene={scene} watch={watch} />
        </div>
        <PurchaseFacts purchase={purchase} />
      </div>
      <p className="no-print mt-4">
        <Link to="/wallet/purchases" className="link link-block">
          {PURCHASE.all}
        </Link>
      </p>
    </div>
  )
}

export { ErrorPage as ErrorBoundary }
