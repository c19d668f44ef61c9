// One purchase: the order as we have it, and its payment as Stripe has it.
import type { AdminPurchaseView } from '../../../shared/api/ledger.ts'
import type { PaymentView } from '../../../shared/api/purchases.ts'
import type { Section } from '../../lib/api.server.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { declineAdvice } from '../../lib/purchases.ts'
import { type StripePaths, stripePaths } from '../../lib/stripe-paths.ts'
import { ORDER, PURCHASE_LIST } from '../../words/console-purchases.ts'
import { StatusBadge } from '../Figures.tsx'
import { ProblemNotice } from '../Notice.tsx'
import { Usd } from './Amounts.tsx'
import { Panel } from './ConsolePage.tsx'
import { Facts, Id, When } from './Facts.tsx'
import { BoughtTokens, DisputeBadge } from './PurchaseColumns.tsx'
import { DisputeTable, StripeRefundTable } from './StripeTables.tsx'

export function OrderPanel({ purchase }: { purchase: AdminPurchaseView }) {
  const { userId, packageId, packageName, status, failureReason, sessionId } = purchase
  const { refundedCents, withdrawnCents, dispute } = purchase
  const user = <Id key="user" id={userId} to={CONSOLE_PATHS.user(userId)} />
  const session = <Id key="session" id={sessionId} />
  return (
    <Panel title={ORDER.order}>
      <Facts
        facts={[
          [PURCHASE_LIST.state, <StatusBadge key="state" purchase={purchase} />],
          [PURCHASE_LIST.person, user],
          [ORDER.package, <Package key="package" id={packageId} name={packageName} />],
          [PURCHASE_LIST.tokens, <BoughtTokens key="tokens" {...purchase} />],
          [PURCHASE_LIST.price, <Usd key="price" cents={purchase.priceUsdCents} />],
          [PURCHASE_LIST.ordered, <When key="at" at={purchase.createdAt} />],
          [ORDER.credited, <When key="credited" at={purchase.creditedAt} />],
          [ORDER.expires, status === 'pending' && <When at={purchase.expiresAt} />],
          [ORDER.failure, failureReason && declineAdvice(failureReason)],
          [ORDER.mismatch, purchase.mismatch],
          [ORDER.refunded, refundedCents > 0 && <Usd cents={refundedCents} />],
          [ORDER.withdrawn, withdrawnCents > 0 && <Usd cents={withdrawnCents} />],
          [ORDER.dispute, dispute !== 'none' && <DisputeBadge dispute={dispute} />],
          [ORDER.session, sessionId && session],
        ]}
      />
    </Panel>
  )
}

function Package({ id, name }: { id: string; name: string }) {
  return (
    <>
      <bdi>{name}</bdi>
      <br />
      <Id id={id} to={CONSOLE_PATHS.package(id)} />
    </>
  )
}

interface PaymentPanelProps {
  readonly payment: Section<PaymentView>
  readonly mode: 'test' | 'live'
  /** This page, to ask again. */
  readonly retryTo: string
}

export function PaymentPanel({ payment, mode, retryTo }: PaymentPanelProps) {
  return (
    <Panel title={ORDER.payment} note={ORDER.paymentNote}>
      {payment.problem ? (
        <ProblemNotice problem={payment.problem} subject={ORDER.payment} retryTo={retryTo} />
      ) : (
        <Payment {...payment.value} at={stripePaths(mode)} />
      )}
    </Panel>
  )
}

function Payment({ paymentIntentId, payment, at }: PaymentView & { readonly at: StripePaths }) {
  if (!payment || paymentIntentId === null) return <p className="text-soft">{ORDER.noPayment}</p>
  const { chargedCents, refundedCents, withdrawnCents, refunds, disputes } = payment
  const left = chargedCents - refundedCents - withdrawnCents
  return (
    <div className="grid gap-4">
      <Facts
        facts={[
          [ORDER.charged, <Usd key="charged" cents={chargedCents} />],
          [ORDER.refunded, <Usd key="refunded" cents={refundedCents} />],
          [ORDER.withdrawn, <Usd key="withdrawn" cents={withdrawnCents} />],
          [ORDER.left, <Usd key="left" cents={left} />],
          [ORDER.intent, <Id key="intent" id={paymentIntentId} />],
        ]}
      />
      <p>
        <a href={at.payment(paymentIntentId)} rel="noreferrer" className="link link-block">
          {ORDER.atStripe}
        </a>
      </p>
      {refunds.length > 0 ? <StripeRefundTable refunds={refunds} /> : null}
      {disputes.length > 0 ? <DisputeTable disputes={disputes} at={at} /> : null}
    </div>
  )
}
