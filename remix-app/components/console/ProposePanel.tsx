// Proposing an adjustment: who, how many and why; then what it would do, and the button.
import type { AdjustmentQuote } from '../../lib/adjustment-form.server.ts'
import type { ConsoleSent, Quoted } from '../../lib/console-sent.ts'
import { useFormat } from '../../lib/locale.ts'
import { ADJUSTMENTS, PROPOSE } from '../../words/console-adjustments.ts'
import { Field } from '../Field.tsx'
import { Notice } from '../Notice.tsx'
import { ActForm, ReasonField } from './ActForm.tsx'
import { BalanceChange } from './BalanceChange.tsx'
import { Choice } from './Choice.tsx'
import { Confirm } from './Confirm.tsx'
import { Panel } from './ConsolePage.tsx'

interface ProposePanelProps {
  readonly userId: string
  readonly formKey: string
  readonly sent: ConsoleSent | null
  readonly quoted: Quoted<AdjustmentQuote> | null
}

export function ProposePanel({ userId, formKey, sent, quoted }: ProposePanelProps) {
  return (
    <>
      <Panel title={PROPOSE.title} note={PROPOSE.note} id="propose">
        <ActForm intent="look" verb={PROPOSE.look} formKey={formKey} sent={sent} isMain={!quoted}>
          <Fields userId={userId} sent={sent} />
        </ActForm>
      </Panel>
      {quoted ? <Effect quoted={quoted} /> : null}
    </>
  )
}

const REASONS = Object.entries(ADJUSTMENTS.reasons)

function Fields({ userId, sent }: Pick<ProposePanelProps, 'userId' | 'sent'>) {
  const of = (name: string) => ({ id: `propose-${name}`, name, error: sent?.errors[name] })
  return (
    <>
      <Field
        {...of('userId')}
        label={ADJUSTMENTS.user}
        defaultValue={sent?.values.userId ?? userId}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Choice
          {...of('direction')}
          label={PROPOSE.direction}
          options={PROPOSE.directions}
          value={sent?.values.direction}
        />
        <Field
          {...of('tokens')}
          label={PROPOSE.tokens}
          defaultValue={sent?.values.tokens ?? ''}
          inputMode="numeric"
          autoComplete="off"
        />
      </div>
      <Choice
        {...of('reason')}
        label={ADJUSTMENTS.reason}
        options={REASONS}
        value={sent?.values.reason}
      />
      <ReasonField intent="propose" name="text" label={ADJUSTMENTS.text} sent={sent} />
    </>
  )
}

function Effect({ quoted }: { quoted: Quoted<AdjustmentQuote> }) {
  const format = useFormat()
  const { asked, before, after } = quoted.quote
  const would = asked.direction === 'add' ? PROPOSE.wouldAdd : PROPOSE.wouldTake
  return (
    <Confirm
      title={would(format.count(asked.tokens), asked.userId)}
      intent="propose"
      verb={PROPOSE.verb}
      quoted={quoted}
    >
      <p className="text-soft">{PROPOSE.nothingYet}</p>
      <BalanceChange before={before} after={after} />
      <Debt before={before.owed} after={after.owed} />
    </Confirm>
  )
}

/** What is owed changes more than a number: the next tokens are not theirs. */
export function Debt({ before, after }: { before: number; after: number }) {
  const format = useFormat()
  if (after === before) return null
  if (after < before) return <p>{PROPOSE.repays(format.count(before - after))}</p>
  return <Notice tone="warn" title={PROPOSE.owes(format.count(after - before))} />
}
