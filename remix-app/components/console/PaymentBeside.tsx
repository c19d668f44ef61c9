// One payment of an order, as Stripe has it now, and its way back: whole, and without tokens. That
// of the granted one is on the page of the purchase.
import type { RefundQuote, RefundView } from '../../../shared/api/refunds.ts'
import type { ReviewedPayment, ReviewView } from '../../../shared/api/reviews.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { type ConsoleSent, type Quoted, quotedIn, sentBy } from '../../lib/console-sent.ts'
import type { Format } from '../../lib/format.ts'
import { useFormat } from '../../lib/locale.ts'
import { moneyIn } from '../../lib/money.ts'
import { isGranted, refundableBeside } from '../../lib/refundable.ts'
import { REFUND } from '../../words/console-purchases.ts'
import { REVIEWS } from '../../words/console-reviews.ts'
import { ActForm } from './ActForm.tsx'
import { Confirm } from './Confirm.tsx'
import { Panel } from './ConsolePage.tsx'
import { Facts, Id } from './Facts.tsx'
import { Meanwhile, RefundRefused, Seen } from './Meanwhile.tsx'
import { NoRefund, RefundWhy } from './RefundParts.tsx'

interface PaymentBesideProps {
  readonly review: ReviewView
  readonly of: ReviewedPayment
  readonly refunds: readonly RefundView[]
  readonly adminId: string
  readonly formKey: string
  readonly sent: ConsoleSent | undefined
}

export function PaymentBeside(props: PaymentBesideProps) {
  const { review, of } = props
  const { sessionId, session, payment, flag } = of
  const money = useMoney(of)
  const differ = of.misfits.map((misfit) => REVIEWS.misfits[misfit]).join(', ')
  return (
    <Panel title={titleOf(review, of, money)} id={sessionId} note={<Id id={sessionId} />}>
      <Facts
        facts={[
          [REVIEWS.state, stateOf(of)],
          [REVIEWS.misfit, session?.paid ? differ || REVIEWS.fits : null],
          [REVIEWS.charged, payment && money(payment.chargedCents)],
          [REVIEWS.returned, payment && money(payment.refundedCents)],
          [REVIEWS.withdrawn, payment && money(payment.withdrawnCents)],
          [REVIEWS.dispute, payment && REVIEWS.disputes[payment.dispute]],
          [REVIEWS.intent, session?.paymentIntentId && <Id id={session.paymentIntentId} />],
          [REVIEWS.caseOf, flag && <Id id={flag.id} to={CONSOLE_PATHS.case(flag.id)} />],
        ]}
      />
      {session?.paid ? <Back {...props} /> : null}
    </Panel>
  )
}

type Money = (cents: number) => string
const moneyOf = (format: Format, { session }: ReviewedPayment): Money => {
  return (cents) => moneyIn(format, cents, session?.currency ?? 'usd')
}
const useMoney = (of: ReviewedPayment): Money => moneyOf(useFormat(), of)

function titleOf(review: ReviewView, of: ReviewedPayment, money: Money): string {
  if (!of.session?.paid || !of.payment) return REVIEWS.unpaidPage
  const amount = money(of.payment.chargedCents)
  return isGranted(review, of) ? REVIEWS.grantedPayment(amount) : REVIEWS.payment(amount)
}

function stateOf({ session }: ReviewedPayment): string {
  if (!session) return REVIEWS.unknown
  return session.paid ? REVIEWS.paid : REVIEWS.unpaid
}

/** To choose one by. */
export function nameOfPayment(format: Format, of: ReviewedPayment): string {
  const charged = moneyOf(format, of)(of.payment?.chargedCents ?? 0)
  return REVIEWS.paidNamed(charged, of.sessionId.slice(-ID_END))
}
const ID_END = 6

function Back({ review, of, refunds, adminId, formKey, sent }: PaymentBesideProps) {
  const { sessionId } = of
  const [look, send] = [`look ${sessionId}`, `refund ${sessionId}`]
  const refundable = refundableBeside(review, of, adminId)
  const own = sentBy(sent, look) ?? sentBy(sent, send)
  const quoted = quotedIn<RefundQuote>(own)
  const money = useMoney(of)
  if (!refundable.may) {
    const { purchaseId, refunding } = review
    return (
      <div className="mt-4">
        <RefundRefused sent={own} refunds={refunds} />
        <NoRefund why={refundable.why} {...{ purchaseId, refunding }} />
      </div>
    )
  }
  const whole = money(refundable.mostCents)
  return (
    <div className="mt-4 grid gap-4">
      <ActForm
        intent={look}
        {...(!own && { opener: REFUND.beside(whole) })}
        text={<Meanwhile sent={own} refunds={refunds} />}
        verb={REFUND.look}
        formKey={formKey}
        sent={own}
        isMain={!quoted}
      >
        <p>{REFUND.besideText(whole)}</p>
        <Seen refunds={refunds} />
        <input type="hidden" name="cents" value={(refundable.mostCents / 100).toFixed(2)} />
        <RefundWhy of={`refund-${sessionId}`} sent={own} />
      </ActForm>
      {quoted ? <Effect quoted={quoted} intent={send} amount={money(quoted.quote.cents)} /> : null}
    </div>
  )
}

interface EffectProps {
  readonly quoted: Quoted<RefundQuote>
  readonly intent: string
  readonly amount: string
}

function Effect({ quoted, intent, amount }: EffectProps) {
  const { quote, tokensTaken } = quoted.quote
  const format = useFormat()
  return (
    <Confirm
      title={REFUND.would(amount)}
      intent={intent}
      verb={REFUND.verb(amount)}
      quoted={quoted}
      more={{ quote }}
    >
      <p>
        {REFUND.nothingYet}{' '}
        {tokensTaken > 0 ? REFUND.takes(format.count(tokensTaken)) : REFUND.takesNone}
      </p>
    </Confirm>
  )
}
