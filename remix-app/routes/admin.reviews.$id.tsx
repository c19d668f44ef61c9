// One order in review beside its payments as Stripe has them now, and what two people make of it.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { ReviewCase, ReviewedPayment, ReviewView } from '../../shared/api/reviews.ts'
import { ActForm } from '../components/console/ActForm.tsx'
import { Choice } from '../components/console/Choice.tsx'
import { ConsolePage, Panel } from '../components/console/ConsolePage.tsx'
import { Facts, Id, When } from '../components/console/Facts.tsx'
import { Ruling } from '../components/console/Ruling.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Field } from '../components/Field.tsx'
import { callApi, orPage, requireAdmin } from '../lib/api.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import { type ConsoleSent, sentBy } from '../lib/console-sent.ts'
import { newFormKey } from '../lib/form.server.ts'
import { useFormat } from '../lib/locale.ts'
import { actOnReview } from '../lib/review-form.server.ts'
import { useSent } from '../lib/sent.ts'
import { CONSOLE } from '../words/console.ts'
import { REVIEWS } from '../words/console-reviews.ts'

export const meta = () => [{ title: CONSOLE.titleOf(REVIEWS.one) }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  const { userId: adminId } = requireAdmin(visit)
  const api = `/api/admin/reviews/${encodeURIComponent(params.id ?? '')}`
  const found = orPage(await callApi<ReviewCase>(visit, api))
  const done = new URL(request.url).searchParams.get('done')
  return { ...found, adminId, done, formKey: newFormKey() }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  return actOnReview(visit, params.id ?? '', await request.formData())
}

export { clientAction } from '../lib/lost.ts'
export { shouldRevalidate } from '../lib/revalidate.ts'

export default function ReviewPage() {
  const { review, payments, rulings, adminId, done, formKey } = useLoaderData<typeof loader>()
  const sent: ConsoleSent | undefined = useSent<typeof action>()
  const isOpen = review.status === 'review'
  return (
    <ConsolePage
      title={<bdi>{review.packageName}</bdi>}
      note={<Id id={review.purchaseId} to={CONSOLE_PATHS.purchase(review.purchaseId)} />}
      done={done && !sent ? (REVIEWS.done[done] ?? null) : null}
    >
      <Order review={review} />
      {payments.length === 0 ? (
        <Panel title={REVIEWS.payments}>{REVIEWS.noPayments}</Panel>
      ) : (
        payments.map((payment) => <Payment key={payment.sessionId} of={payment} />)
      )}
      {rulings.map((ruling) => (
        <Ruling
          key={ruling.id}
          {...{ ruling, adminId, sent }}
          tokens={review.tokens + review.bonusTokens}
          formKey={formKey}
        />
      ))}
      {isOpen ? (
        <Propose payments={payments} formKey={formKey} sent={sentBy(sent, 'propose')} />
      ) : null}
    </ConsolePage>
  )
}

function Order({ review }: { review: ReviewView }) {
  const format = useFormat()
  const { userId, misfit, priceUsdCents, createdAt, tokens, bonusTokens, refunding } = review
  return (
    <Panel title={REVIEWS.order}>
      <Facts
        facts={[
          [REVIEWS.ordered, REVIEWS.granted(format.count(tokens + bonusTokens))],
          [REVIEWS.price, format.usd(priceUsdCents)],
          [REVIEWS.misfit, misfit && (REVIEWS.misfits[misfit] ?? misfit)],
          [REVIEWS.person, <Id key="person" id={userId} to={CONSOLE_PATHS.user(userId)} />],
          [REVIEWS.since, <When key="since" at={createdAt} />],
          [
            REVIEWS.returned,
            refunding && <Id id={refunding} to={CONSOLE_PATHS.refund(refunding)} />,
          ],
        ]}
      />
    </Panel>
  )
}

function Payment({ of }: { of: ReviewedPayment }) {
  const format = useFormat()
  const { sessionId, session, misfits, payment, flag } = of
  const differ = misfits.map((misfit) => REVIEWS.misfits[misfit]).join(', ')
  return (
    <Panel title={REVIEWS.payments} note={<Id id={sessionId} />}>
      <Facts
        facts={[
          [REVIEWS.state, session?.paid ? REVIEWS.paid : REVIEWS.unpaid],
          [REVIEWS.misfit, session ? differ || REVIEWS.fits : null],
          [REVIEWS.charged, payment && format.usd(payment.chargedCents)],
          [REVIEWS.returned, payment && format.usd(payment.refundedCents)],
          [REVIEWS.withdrawn, payment && format.usd(payment.withdrawnCents)],
          [REVIEWS.dispute, payment && REVIEWS.disputes[payment.dispute]],
          [REVIEWS.intent, session?.paymentIntentId && <Id id={session.paymentIntentId} />],
          [REVIEWS.caseOf, flag && <Id id={flag.id} to={CONSOLE_PATHS.case(flag.id)} />],
        ]}
      />
    </Panel>
  )
}

interface ProposeProps {
  readonly payments: readonly ReviewedPayment[]
  readonly formKey: string
  readonly sent: ConsoleSent | null
}

function Propose({ payments, formKey, sent }: ProposeProps) {
  const choice = (name: string) => ({
    id: `propose-${name}`,
    name,
    value: sent?.values[name],
    error: sent?.errors[name],
  })
  const sessions = payments.map(({ sessionId }) => [sessionId, sessionId] as const)
  return (
    <Panel title={REVIEWS.propose} note={REVIEWS.proposeText}>
      <ActForm intent="propose" verb={REVIEWS.propose} formKey={formKey} sent={sent}>
        <Choice
          {...choice('verdict')}
          label={REVIEWS.verdict}
          options={Object.entries(REVIEWS.verdicts)}
        />
        <Choice {...choice('sessionId')} label={REVIEWS.session} options={sessions} />
        <Choice
          {...choice('reason')}
          label={REVIEWS.reason}
          options={Object.entries(REVIEWS.reasons)}
        />
        <Field
          id="propose-text"
          name="text"
          label={REVIEWS.text}
          hint={REVIEWS.textHint}
          error={sent?.errors.text}
          defaultValue={sent?.values.text ?? ''}
          maxLength={500}
          autoComplete="off"
        />
      </ActForm>
    </Panel>
  )
}

export { ErrorPage as ErrorBoundary }
