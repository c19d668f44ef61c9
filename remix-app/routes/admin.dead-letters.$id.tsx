// One dead letter: what Stripe and we say of its object, and what to do with it.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { DeadLetterCase, DeadLetterView } from '../../shared/api/dead-letters.ts'
import { Reason } from '../../shared/api/users.ts'
import { ActForm, ReasonField } from '../components/console/ActForm.tsx'
import { ConsolePage, Panel } from '../components/console/ConsolePage.tsx'
import { Facts, Id, When } from '../components/console/Facts.tsx'
import { LETTER_TONES, LetterReason, taskOf } from '../components/console/letter.tsx'
import { RawFacts } from '../components/console/RawFacts.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Badge } from '../components/Figures.tsx'
import { Notice } from '../components/Notice.tsx'
import { callApi, orPage, requireAdmin, type Visit } from '../lib/api.server.ts'
import { sendForm } from '../lib/console-form.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import { type ConsoleSent, sentBy } from '../lib/console-sent.ts'
import { newFormKey, textOf } from '../lib/form.server.ts'
import { useFormat } from '../lib/locale.ts'
import { useSent } from '../lib/sent.ts'
import { type StripePaths, stripePaths } from '../lib/stripe-paths.ts'
import { CONSOLE } from '../words/console.ts'
import { LETTERS } from '../words/console-letters.ts'

export const meta = () => [{ title: CONSOLE.titleOf(LETTERS.one) }]

const apiOf = (id = '') => `/api/admin/dead-letters/${encodeURIComponent(id)}`

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const found = orPage(await callApi<DeadLetterCase>(visit, apiOf(params.id)))
  const done = new URL(request.url).searchParams.get('done')
  return { ...found, done, formKey: newFormKey(), otherKey: newFormKey() }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const visit: Visit = { request, context }
  requireAdmin(visit)
  const form = await request.formData()
  const to = (what: string) => (letter: DeadLetterView) =>
    `${CONSOLE_PATHS.dead_letter(letter.id)}?done=${what}`
  if (textOf(form, 'intent') === 'replay') {
    const replay = { api: `${apiOf(params.id)}/replay`, to: to('replay') }
    return sendForm<DeadLetterView>(visit, form, replay)
  }
  return sendForm<DeadLetterView>(visit, form, {
    api: `${apiOf(params.id)}/close`,
    body: { schema: Reason, value: { reason: textOf(form, 'reason') } },
    hints: { reason: CONSOLE.reasonError },
    to: to('close'),
  })
}

export { clientAction } from '../lib/lost.ts'
export { shouldRevalidate } from '../lib/revalidate.ts'

export default function DeadLetterPage() {
  const { letter, stripe, stripeAnswered, ours, mode, done, ...keys } =
    useLoaderData<typeof loader>()
  const at = stripePaths(mode)
  const sent: ConsoleSent | undefined = useSent<typeof action>()
  const close = sentBy(sent, 'close')
  return (
    <ConsolePage
      title={taskOf(letter.message)}
      note={<Id id={letter.id} />}
      done={done && !sent ? (LETTERS.done[done] ?? null) : null}
    >
      <Panel title={LETTERS.one}>
        <LetterFacts letter={letter} />
      </Panel>
      <Panel title={LETTERS.message}>
        <RawFacts facts={letter.message} at={at} />
      </Panel>
      <div className="console-halves">
        <Panel title={LETTERS.stripe}>
          {stripeAnswered ? <Side facts={stripe} at={at} /> : <Silent id={letter.id} />}
        </Panel>
        <Panel title={LETTERS.ours}>
          <Side facts={ours} at={at} none={stripeAnswered ? undefined : LETTERS.notFound} />
        </Panel>
      </div>
      {letter.state === 'parked' ? (
        <>
          <Panel title={LETTERS.replay} note={LETTERS.replayText}>
            <ActForm
              intent="replay"
              verb={LETTERS.replay}
              formKey={keys.formKey}
              sent={sentBy(sent, 'replay')}
              isMain
            />
          </Panel>
          <Panel title={LETTERS.close} note={LETTERS.closeText}>
            <ActForm intent="close" verb={LETTERS.close} formKey={keys.otherKey} sent={close}>
              <ReasonField intent="close" sent={close} />
            </ActForm>
          </Panel>
        </>
      ) : null}
    </ConsolePage>
  )
}

function LetterFacts({ letter }: { letter: DeadLetterView }) {
  const format = useFormat()
  const { state, reason, attempts, parkedAt, decidedBy, decidedAt, decidedReason } = letter
  return (
    <Facts
      facts={[
        [
          LETTERS.state,
          <Badge key="state" tone={LETTER_TONES[state]} name={LETTERS.states[state]} />,
        ],
        [LETTERS.reason, <LetterReason key="reason" reason={reason} />],
        [LETTERS.attempts, format.tokens(attempts)],
        [LETTERS.parked, <When key="since" at={parkedAt} />],
        [LETTERS.decidedBy, decidedBy && <Id id={decidedBy} to={CONSOLE_PATHS.user(decidedBy)} />],
        [LETTERS.decidedAt, decidedAt && <When at={decidedAt} />],
        [LETTERS.decidedReason, decidedReason],
      ]}
    />
  )
}

interface SideProps {
  readonly facts: DeadLetterCase['stripe']
  readonly at: StripePaths
  readonly none?: string | undefined
}

function Side({ facts, at, none = LETTERS.nothingThere }: SideProps) {
  if (!facts) return <p className="text-soft">{none}</p>
  return <RawFacts facts={facts} at={at} />
}

function Silent({ id }: { id: string }) {
  return (
    <Notice tone="warn" title={LETTERS.silent}>
      <Link to={CONSOLE_PATHS.dead_letter(id)} className="link link-block">
        {LETTERS.askAgain}
      </Link>
    </Notice>
  )
}

export { ErrorPage as ErrorBoundary }
