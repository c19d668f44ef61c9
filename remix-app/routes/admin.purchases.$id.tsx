// One purchase: the order beside its payment, all that came of it, and the way to refund it.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { PaymentView, PurchaseCase } from '../../shared/api/purchases.ts'
import type { RefundList, RefundQuote } from '../../shared/api/refunds.ts'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import { CASE_COLUMNS, MOVEMENT_COLUMNS } from '../components/console/DeedColumns.tsx'
import { Id } from '../components/console/Facts.tsx'
import { PartList } from '../components/console/PartList.tsx'
import { REFUND_COLUMNS } from '../components/console/PurchaseColumns.tsx'
import { OrderPanel, PaymentPanel } from '../components/console/PurchaseParts.tsx'
import { RefundPanel } from '../components/console/RefundPanel.tsx'
import { EVENT_COLUMNS } from '../components/console/StripeTables.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { callApi, orPage, requireAdmin, section } from '../lib/api.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import { quotedIn } from '../lib/console-sent.ts'
import { newFormKey } from '../lib/form.server.ts'
import { refundOn } from '../lib/refund-form.server.ts'
import { refundableOf } from '../lib/refundable.ts'
import { useSent } from '../lib/sent.ts'
import { CONSOLE } from '../words/console.ts'
import { ORDER, PURCHASE_LIST } from '../words/console-purchases.ts'

export const meta = () => [{ title: CONSOLE.titleOf(PURCHASE_LIST.one) }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  const { userId: viewerId } = requireAdmin(visit)
  const id = params.id ?? ''
  const one = `/api/admin/purchases/${encodeURIComponent(id)}`
  const refundsOf = `/api/admin/refunds?${new URLSearchParams({ purchaseId: id })}`
  const [answer, payment, refunds] = await Promise.all([
    callApi<PurchaseCase>(visit, one),
    callApi<PaymentView>(visit, `${one}/payment`),
    callApi<RefundList>(visit, refundsOf),
  ])
  const found = orPage(answer)
  return {
    found,
    payment: section(payment),
    refunds: section(refunds),
    refundable: refundableOf(
      found.purchase,
      payment.ok ? payment.value.payment : undefined,
      viewerId,
    ),
    formKey: newFormKey(),
  }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  return refundOn(visit, params.id ?? '', await request.formData())
}

export { clientAction } from '../lib/lost.ts'
export { shouldRevalidate } from '../lib/revalidate.ts'

export default function PurchasePage() {
  const { found, payment, refunds, refundable, formKey } = useLoaderData<typeof loader>()
  const sent = useSent<typeof action>() ?? null
  const { purchase, mode } = found
  const { purchaseId, packageName, refunding } = purchase
  const here = CONSOLE_PATHS.purchase(purchaseId)
  return (
    <ConsolePage title={packageName} note={<Id id={purchaseId} />}>
      <div className="console-halves">
        <OrderPanel purchase={purchase} />
        <PaymentPanel payment={payment} mode={mode} retryTo={here} />
      </div>
      <RefundPanel
        refundable={refundable}
        purchaseId={purchaseId}
        refunding={refunding}
        formKey={formKey}
        sent={sent}
        quoted={quotedIn<RefundQuote>(sent)}
      />
      <PartList
        title={ORDER.refunds}
        list={refunds}
        columns={REFUND_COLUMNS}
        rowKey={({ id }) => id}
        none={ORDER.noRefunds}
        retryTo={here}
      />
      <Came found={found} retryTo={here} />
    </ConsolePage>
  )
}

const read = <Row,>(items: readonly Row[]) => ({ value: { items }, problem: null })

function Came({ found, retryTo }: { found: PurchaseCase; retryTo: string }) {
  const { transactions, cases, events } = found
  return (
    <>
      <PartList
        title={ORDER.movements}
        list={read(transactions)}
        columns={MOVEMENT_COLUMNS}
        rowKey={(row) => row.id}
        none={ORDER.noMovements}
        retryTo={retryTo}
      />
      <PartList
        title={ORDER.cases}
        list={read(cases)}
        columns={CASE_COLUMNS}
        rowKey={(one) => one.id}
        none={ORDER.noCases}
        retryTo={retryTo}
      />
      <PartList
        title={ORDER.events}
        list={read(events)}
        columns={EVENT_COLUMNS}
        rowKey={({ id }) => id}
        none={ORDER.noEvents}
        retryTo={retryTo}
      />
    </>
  )
}

export { ErrorPage as ErrorBoundary }
