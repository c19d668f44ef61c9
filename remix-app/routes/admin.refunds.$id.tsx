// One refund, followed until it is decided.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData, useRevalidator } from '@remix-run/react'
import { useCallback } from 'react'
import type { RefundView } from '../../shared/api/refunds.ts'
import { Usd } from '../components/console/Amounts.tsx'
import { ConsolePage, Panel } from '../components/console/ConsolePage.tsx'
import { Facts, Id, When } from '../components/console/Facts.tsx'
import { RefundBadge } from '../components/console/PurchaseColumns.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { callApi, orPage, requireAdmin } from '../lib/api.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import { usePoll } from '../lib/poll.ts'
import { stripePaths } from '../lib/stripe-paths.ts'
import { CONSOLE } from '../words/console.ts'
import { ORDER, REFUND } from '../words/console-purchases.ts'

export const meta = () => [{ title: CONSOLE.titleOf(REFUND.one) }]

const LOOK_MS = 2_000
const REFRESH_SECONDS = 5

export const handle = {
  refreshSeconds: ({ refund }: { refund?: RefundView }) =>
    refund?.state === 'requested' ? REFRESH_SECONDS : null,
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const path = `/api/admin/refunds/${encodeURIComponent(params.id ?? '')}`
  const refund = orPage(await callApi<RefundView>(visit, path))
  return { refund, isNew: new URL(request.url).searchParams.has('done') }
}

export default function RefundPage() {
  const { refund, isNew } = useLoaderData<typeof loader>()
  const { revalidate, state } = useRevalidator()
  usePoll(
    refund.state === 'requested',
    LOOK_MS,
    // A look that overtakes another one would abort it, and be met as an error.
    useCallback(() => (state === 'idle' ? revalidate() : undefined), [revalidate, state]),
  )
  return (
    <ConsolePage
      title={<Usd cents={refund.cents} />}
      note={<Id id={refund.id} />}
      done={isNew ? REFUND.done : null}
    >
      <Panel title={REFUND.one}>
        <p role="status" className="mb-4">
          <RefundBadge state={refund.state} /> {REFUND.says[refund.state]}
        </p>
        <RefundFacts refund={refund} />
      </Panel>
    </ConsolePage>
  )
}

function RefundFacts({ refund }: { refund: RefundView }) {
  const { purchaseId, userId, requestedBy, paymentIntentId, stripeRefundId } = refund
  const at = stripePaths(refund.mode)
  const user = (id: string) => <Id key={id} id={id} to={CONSOLE_PATHS.user(id)} />
  const purchase = <Id key="purchase" id={purchaseId} to={CONSOLE_PATHS.purchase(purchaseId)} />
  return (
    <>
      <Facts
        facts={[
          [REFUND.purchase, purchase],
          [REFUND.person, user(userId)],
          [REFUND.reason, REFUND.reasons[refund.reason]],
          [REFUND.requested, <When key="at" at={refund.requestedAt} />],
          [REFUND.requestedBy, user(requestedBy)],
          [REFUND.ended, <When key="ended" at={refund.endedAt} />],
          [REFUND.atStripe, <Id key="stripe" id={stripeRefundId} />],
          [
            REFUND.payment,
            paymentIntentId ? <Id key="intent" id={paymentIntentId} /> : REFUND.granted,
          ],
        ]}
      />
      <p className="flex flex-wrap gap-x-6">
        {stripeRefundId ? (
          <a href={at.refund(stripeRefundId)} rel="noreferrer" className="link link-block">
            {REFUND.openAtStripe}
          </a>
        ) : null}
        {paymentIntentId ? (
          <a href={at.payment(paymentIntentId)} rel="noreferrer" className="link link-block">
            {ORDER.atStripe}
          </a>
        ) : null}
      </p>
      <p className="mt-4 text-sm text-soft">{REFUND.text}</p>
      <p className="wrap-anywhere">{refund.text ?? REFUND.textErased}</p>
    </>
  )
}

export { ErrorPage as ErrorBoundary }
