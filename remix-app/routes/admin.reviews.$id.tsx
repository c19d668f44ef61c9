// One order beside its payments as Stripe has them now: what two people make of it while it is in
// review, and the way back of what was paid for nothing, in any state.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { RefundList } from '../../shared/api/refunds.ts'
import type { ReviewCase } from '../../shared/api/reviews.ts'
import { ConsolePage, Panel } from '../components/console/ConsolePage.tsx'
import { Id } from '../components/console/Facts.tsx'
import { PartList } from '../components/console/PartList.tsx'
import { PaymentBeside } from '../components/console/PaymentBeside.tsx'
import { ProposeRuling } from '../components/console/ProposeRuling.tsx'
import { REFUND_COLUMNS } from '../components/console/PurchaseColumns.tsx'
import { ReviewOrder } from '../components/console/ReviewOrder.tsx'
import { Ruling } from '../components/console/Ruling.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { callApi, orPage, requireAdmin, section } from '../lib/api.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import { type ConsoleSent, sentBy } from '../lib/console-sent.ts'
import { newFormKey } from '../lib/form.server.ts'
import { stillHere } from '../lib/refundable.ts'
import { actOnReview } from '../lib/review-form.server.ts'
import { useSent } from '../lib/sent.ts'
import { CONSOLE } from '../words/console.ts'
import { ORDER } from '../words/console-purchases.ts'
import { REVIEWS } from '../words/console-reviews.ts'

export const meta = () => [{ title: CONSOLE.titleOf(REVIEWS.one) }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  const { userId: adminId } = requireAdmin(visit)
  const id = params.id ?? ''
  const [found, refunds] = await Promise.all([
    callApi<ReviewCase>(visit, `/api/admin/reviews/${encodeURIComponent(id)}`),
    callApi<RefundList>(visit, `/api/admin/refunds?${new URLSearchParams({ purchaseId: id })}`),
  ])
  const done = new URL(request.url).searchParams.get('done')
  const shown = orPage(found)
  return { ...shown, refunds: section(refunds), adminId, done, formKey: newFormKey() }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  return actOnReview(visit, params.id ?? '', await request.formData())
}

export { clientAction } from '../lib/lost.ts'
export { shouldRevalidate } from '../lib/revalidate.ts'

export default function ReviewPage() {
  const { review, payments, rulings, refunds, ...about } = useLoaderData<typeof loader>()
  const { adminId, done, formKey } = about
  const sent: ConsoleSent | undefined = useSent<typeof action>()
  const { purchaseId, packageName, status, tokens, bonusTokens } = review
  const items = refunds.value?.items ?? []
  return (
    <ConsolePage
      title={<bdi>{packageName}</bdi>}
      note={<Id id={purchaseId} to={CONSOLE_PATHS.purchase(purchaseId)} />}
      done={done && !sent ? (REVIEWS.done[done] ?? null) : null}
    >
      <ReviewOrder review={review} payments={payments} />
      {payments.length === 0 ? <Panel title={REVIEWS.payments}>{REVIEWS.noPayments}</Panel> : null}
      {payments.map((of) => (
        <PaymentBeside
          key={of.sessionId}
          {...{ review, of, refunds: items, adminId, formKey, sent }}
        />
      ))}
      {rulings.map((ruling) => (
        <Ruling
          key={ruling.id}
          {...{ ruling, adminId, sent, formKey }}
          tokens={tokens + bonusTokens}
          left={stillHere(payments)}
        />
      ))}
      {status === 'review' ? (
        <ProposeRuling
          // What was proposed is not to be proposed once more.
          key={rulings.length}
          {...{ payments, formKey }}
          waits={rulings.some(({ state }) => state === 'proposed')}
          sent={sentBy(sent, 'propose')}
        />
      ) : null}
      <PartList
        title={ORDER.refunds}
        list={refunds}
        columns={REFUND_COLUMNS}
        rowKey={({ id }) => id}
        none={ORDER.noRefunds}
        retryTo={CONSOLE_PATHS.review(purchaseId)}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
