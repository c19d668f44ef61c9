// One case: what it means, what is known, and what was decided.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { type FlagCase, type FlagView, Reason } from '../../shared/api/users.ts'
import { ActForm, ReasonField } from '../components/console/ActForm.tsx'
import { ConsolePage, Panel } from '../components/console/ConsolePage.tsx'
import { Facts, Id, StripeId, When } from '../components/console/Facts.tsx'
import { RawFacts } from '../components/console/RawFacts.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Badge } from '../components/Figures.tsx'
import { callApi, orPage, requireAdmin } from '../lib/api.server.ts'
import { sendForm } from '../lib/console-form.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import { type ConsoleSent, sentBy } from '../lib/console-sent.ts'
import { newFormKey, textOf } from '../lib/form.server.ts'
import { useSent } from '../lib/sent.ts'
import { spellOut } from '../lib/spell-out.ts'
import { type StripePaths, stripePaths } from '../lib/stripe-paths.ts'
import { CONSOLE } from '../words/console.ts'
import { CASE_WORDS, CASES } from '../words/console-cases.ts'

export const meta = () => [{ title: CONSOLE.titleOf(CASES.one) }]

const apiOf = (id = '') => `/api/admin/fraud-flags/${encodeURIComponent(id)}`

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const flag = orPage(await callApi<FlagCase>(visit, apiOf(params.id)))
  return { flag, formKey: newFormKey(), isDone: new URL(request.url).searchParams.has('done') }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const form = await request.formData()
  return sendForm<FlagView>(visit, form, {
    api: `${apiOf(params.id)}/close`,
    body: { schema: Reason, value: { reason: textOf(form, 'reason') } },
    hints: { reason: CONSOLE.reasonError },
    to: ({ id }) => `${CONSOLE_PATHS.case(id)}?done`,
  })
}

export { clientAction } from '../lib/lost.ts'
export { shouldRevalidate } from '../lib/revalidate.ts'

export default function CasePage() {
  const { flag, formKey, isDone } = useLoaderData<typeof loader>()
  const sent: ConsoleSent | undefined = useSent<typeof action>()
  const words = CASE_WORDS[flag.reason]
  const close = sentBy(sent, 'close')
  const at = stripePaths(flag.mode)
  return (
    <ConsolePage
      title={words?.name ?? spellOut(flag.reason)}
      note={words?.text ?? CASES.unknown}
      done={isDone && !sent ? CASES.done : null}
    >
      <Panel title={CASES.one}>
        <CaseFacts flag={flag} at={at} />
      </Panel>
      <Panel title={CASES.facts}>
        <RawFacts facts={flag.facts} at={at} />
      </Panel>
      {flag.earlier.map((one) => (
        <Panel key={one.closedAt} title={CASES.earlier}>
          <Facts
            facts={[
              [CASES.since, <When key="since" at={one.createdAt} />],
              [CASES.closedBy, <Id key="by" id={one.closedBy} />],
              [CASES.closedAt, <When key="at" at={one.closedAt} />],
              [CASES.closedReason, one.closedReason],
            ]}
          />
          <div className="mt-3">
            <RawFacts facts={one.facts} at={at} />
          </div>
        </Panel>
      ))}
      {flag.state === 'open' ? (
        <Panel title={CASES.close} note={CASES.closeText}>
          <ActForm intent="close" verb={CASES.close} formKey={formKey} sent={close}>
            <ReasonField intent="close" sent={close} />
          </ActForm>
        </Panel>
      ) : null}
    </ConsolePage>
  )
}

function CaseFacts({ flag, at }: { flag: FlagView; at: StripePaths }) {
  const { id, userId, purchaseId, sessionId, paymentIntentId, createdAt, state } = flag
  const { closedBy, closedAt, closedReason, goneAt } = flag
  return (
    <>
      <Facts
        facts={[
          [
            CASES.state,
            <Badge
              key="state"
              tone={state === 'open' ? 'wait' : 'quiet'}
              name={CASES.states[state]}
            />,
          ],
          [CASES.since, <When key="since" at={createdAt} />],
          [CASES.person, userId && <Id id={userId} to={CONSOLE_PATHS.user(userId)} />],
          [
            CASES.purchase,
            purchaseId && <Id id={purchaseId} to={CONSOLE_PATHS.purchase(purchaseId)} />,
          ],
          [CASES.session, sessionId && <Id id={sessionId} />],
          [CASES.intent, paymentIntentId && <Payment id={paymentIntentId} at={at} />],
          [CASES.id, <Id key="id" id={id} />],
          [CASES.closedBy, closedBy && <Id id={closedBy} to={CONSOLE_PATHS.user(closedBy)} />],
          [CASES.closedAt, closedAt && <When at={closedAt} />],
          [CASES.closedReason, closedReason],
          [CASES.goneAt, goneAt && <When at={goneAt} />],
        ]}
      />
      {purchaseId && id.startsWith('order_') ? (
        <Link to={CONSOLE_PATHS.review(purchaseId)} className="link link-block mt-3">
          {CASES.review}
        </Link>
      ) : null}
    </>
  )
}

function Payment({ id, at }: { id: string; at: StripePaths }) {
  return <StripeId id={id} page={at.payment(id)} />
}

export { ErrorPage as ErrorBoundary }
