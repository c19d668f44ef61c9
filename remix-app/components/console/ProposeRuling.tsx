// Proposing what shall become of an order in review.
import type { ReviewedPayment } from '../../../shared/api/reviews.ts'
import type { ConsoleSent } from '../../lib/console-sent.ts'
import { useFormat } from '../../lib/locale.ts'
import { REVIEWS } from '../../words/console-reviews.ts'
import { Field } from '../Field.tsx'
import { ActForm } from './ActForm.tsx'
import { Choice } from './Choice.tsx'
import { Panel } from './ConsolePage.tsx'
import { nameOfPayment } from './PaymentBeside.tsx'

interface ProposeRulingProps {
  readonly payments: readonly ReviewedPayment[]
  /** Another one waits already. */
  readonly waits: boolean
  readonly formKey: string
  readonly sent: ConsoleSent | null
}

export function ProposeRuling({ payments, waits, formKey, sent }: ProposeRulingProps) {
  const format = useFormat()
  const choice = (name: string) => ({
    id: `propose-${name}`,
    name,
    value: sent?.values[name],
    error: sent?.errors[name],
  })
  // Nothing is decided about what nobody paid.
  const paid = payments.filter(({ session }) => session?.paid)
  const [only] = paid.length === 1 ? paid : []
  const sessions = paid.map((of) => [of.sessionId, nameOfPayment(format, of)] as const)
  return (
    <Panel title={REVIEWS.propose} note={REVIEWS.proposeText}>
      <ActForm
        intent="propose"
        {...(waits && { opener: REVIEWS.proposeElse })}
        verb={REVIEWS.propose}
        formKey={formKey}
        sent={sent}
      >
        <Choice
          {...choice('verdict')}
          label={REVIEWS.verdict}
          options={Object.entries(REVIEWS.verdicts)}
        />
        <Choice
          {...choice('sessionId')}
          value={sent?.values.sessionId ?? only?.sessionId}
          label={REVIEWS.session}
          options={sessions}
        />
        <Choice
          {...choice('reason')}
          label={REVIEWS.reason}
          options={Object.entries(REVIEWS.reasons)}
        />
        <InWords sent={sent} />
      </ActForm>
    </Panel>
  )
}

function InWords({ sent }: Pick<ProposeRulingProps, 'sent'>) {
  return (
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
  )
}
