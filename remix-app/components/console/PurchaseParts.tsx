// One purchase: the order as we have it, and its payment as Stripe has it.

import { Link } from '@remix-run/react'
import type { AdminPurchaseView } from '../../../shared/api/ledger.ts'
import type { PaymentView, PurchaseCase } from '../../../shared/api/purchases.ts'
import type { Section } from '../../lib/api.server.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { type ConsoleSent, sentBy } from '../../lib/console-sent.ts'
import { declineAdvice } from '../../lib/purchases.ts'
import { type StripePaths, stripePaths } from '../../lib/stripe-paths.ts'
import { ORDER, PURCHASE_LIST } from '../../words/console-purchases.ts'
import { REVIEWS } from '../../words/console-reviews.ts'
import { StatusBadge } from '../Figures.tsx'
import { Notice, ProblemNotice } from '../Notice.tsx'
import { ActForm } from './ActForm.tsx'
import { Usd } from './Amounts.tsx'
import { Panel } from './ConsolePage.tsx'
import { Facts, Id, When } from './Facts.tsx'
import { BoughtTokens, DisputeBadge } from './PurchaseColumns.tsx'
import { DisputeTable, StripeRefundTable } from './StripeTables.tsx'

export function OrderPanel({ purchase }: { purchase: AdminPurchaseView }) {
  const { userId, packageId, packageName, status, failureReason, sessionId } = purchase
  const { refundedCents, withdrawnCents, dispute, mismatch } = purchase
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
          [ORDER.mismatch, mismatch && (REVIEWS.misfits[mismatch] ?? mismatch)],
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
  readonly purchase: AdminPurchaseView
  readonly payment: Section<PaymentView>
  readonly mode: 'test' | 'live'
  readonly formKey: string
  readonly sent: ConsoleSent | null
  /** This page, to ask again. */
  readonly retryTo: string
}

export function PaymentPanel({ payment, mode, retryTo, ...about }: PaymentPanelProps) {
  const { purchase, formKey, sent } = about
  const { status, purchaseId } = purchase
  const isDecided = status === 'review' || status === 'refused'
  return (
    <Panel title={ORDER.payment} id="payment" note={isDecided ? null : ORDER.paymentNote}>
      {isDecided ? (
        <Beside text={ORDER.besideReview[status]} purchaseId={purchaseId} />
      ) : payment.problem ? (
        <ProblemNotice problem={payment.problem} subject={ORDER.payment} retryTo={retryTo} />
      ) : (
        <Payment {...payment.value} at={stripePaths(mode)} />
      )}
      {isDecided || status === 'credited' ? null : (
        <div className="mt-4">
          <ActForm
            intent="settle"
            text={payment.value?.payment ? ORDER.settlePaid : ORDER.settleText}
            verb={ORDER.settle}
            formKey={formKey}
            sent={sentBy(sent, 'settle')}
          />
        </div>
      )}
    </Panel>
  )
}

function Beside({ text, purchaseId }: { text: string; purchaseId: string }) {
  return (
    <>
      <p>{text}</p>
      <Link to={CONSOLE_PATHS.review(purchaseId)} className="link link-block">
        {ORDER.toPayments}
      </Link>
    </>
  )
}

/** What its form refunds is not what was paid once more. */
export function PaidAgain({ found }: { found: PurchaseCase }) {
  const { purchase, cases } = found
  const others = cases.filter(({ id, state }) => state === 'open' && id.startsWith('order_'))
  if (purchase.status !== 'credited' || others.length === 0) return null
  return (
    <Notice tone="warn" title={ORDER.paidAgain}>
      <Beside text={ORDER.paidAgainText} purchaseId={purchase.purchaseId} />
    </Notice>
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
