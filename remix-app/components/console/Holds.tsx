// What keeps a person from buying or committing, and the acts that put it there or end it.
import type { HoldView } from '../../../shared/api/users.ts'
import { type ConsoleSent, sentBy } from '../../lib/console-sent.ts'
import { CONSOLE } from '../../words/console.ts'
import { PERSON } from '../../words/console-people.ts'
import { Field } from '../Field.tsx'
import { Badge } from '../Figures.tsx'
import { ActForm, ReasonField } from './ActForm.tsx'
import { Choice } from './Choice.tsx'
import { Panel } from './ConsolePage.tsx'
import { Facts, Id, When } from './Facts.tsx'

interface HoldsProps {
  readonly holds: readonly HoldView[]
  /** Nobody frees themselves. */
  readonly isOwn: boolean
  readonly formKey: string
  readonly sent: ConsoleSent | null
}

export function HoldsPanel({ holds, ...form }: HoldsProps) {
  const newestFirst = holds.toReversed()
  return (
    <Panel title={PERSON.holds} note={PERSON.holdsNote}>
      {holds.length === 0 ? <p className="text-soft">{PERSON.noHolds}</p> : null}
      <ul className="grid">
        {newestFirst.map((hold) => (
          <li key={hold.cause} className="grid gap-3 border-b border-line py-3 first:pt-0">
            <Hold hold={hold} {...form} />
          </li>
        ))}
      </ul>
      <div className="mt-4">
        <Freeze {...form} />
      </div>
    </Panel>
  )
}

/** `dispute_dp_1` is a dispute. */
const causeNameOf = (cause: string): string => {
  const [kind = ''] = cause.split('_')
  return PERSON.causes[kind] ?? cause
}

function Hold({ hold, isOwn, formKey, sent }: Omit<HoldsProps, 'holds'> & { hold: HoldView }) {
  const { cause, scope, at, endsAt, live } = hold
  const intent = `lift-${cause}`
  const until = endsAt ? <When at={endsAt} /> : PERSON.untilLifted
  return (
    <>
      <Facts
        facts={[
          [PERSON.cause, causeNameOf(cause)],
          [PERSON.scope, PERSON.scopes[scope]],
          [PERSON.since, <When key="since" at={at} />],
          [live ? PERSON.until : PERSON.ended, until],
          [CONSOLE.state, <HoldBadge key="state" live={live} />],
        ]}
      />
      <p className="text-sm text-soft">
        <Id id={cause} />
      </p>
      {live && isOwn ? <p className="text-soft">{PERSON.own}</p> : null}
      {live && !isOwn ? (
        <ActForm
          intent={intent}
          opener={PERSON.lift}
          text={PERSON.liftText(PERSON.scopes[scope])}
          verb={PERSON.liftVerb}
          formKey={formKey}
          sent={sentBy(sent, intent)}
        >
          <ReasonField intent={intent} sent={sentBy(sent, intent)} />
        </ActForm>
      ) : null}
    </>
  )
}

const HoldBadge = ({ live }: { live: boolean }) => (
  <Badge tone={live ? 'bad' : 'quiet'} name={live ? PERSON.inForce : PERSON.ended} />
)

const SCOPES = Object.entries(PERSON.scopes)

function Freeze({ formKey, sent }: Pick<HoldsProps, 'formKey' | 'sent'>) {
  const intent = 'freeze'
  const own = sentBy(sent, intent)
  return (
    <ActForm
      intent={intent}
      opener={PERSON.freeze}
      text={PERSON.freezeText}
      verb={PERSON.freezeVerb}
      formKey={formKey}
      sent={own}
    >
      <Choice
        id="freeze-scope"
        name="scope"
        label={PERSON.scope}
        options={SCOPES}
        value={own?.values.scope ?? 'all'}
        error={own?.errors.scope}
      />
      <Field
        id="freeze-endsAt"
        name="endsAt"
        type="datetime-local"
        label={PERSON.endsAt}
        hint={PERSON.endsAtHint}
        defaultValue={own?.values.endsAt ?? ''}
        error={own?.errors.endsAt}
      />
      <ReasonField intent={intent} sent={own} />
    </ActForm>
  )
}
