// One adjustment: what was proposed, and the decision about it.
import type { AdjustmentView } from '../../../shared/api/adjustments.ts'
import type { UserAdminView } from '../../../shared/api/users.ts'
import { effectOf, standingOf } from '../../lib/adjustment-effect.ts'
import type { Section } from '../../lib/api.server.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { type ConsoleSent, sentBy } from '../../lib/console-sent.ts'
import { useFormat } from '../../lib/locale.ts'
import { ADJUSTMENTS, DECIDE } from '../../words/console-adjustments.ts'
import { PROPOSALS } from '../../words/console-proposals.ts'
import { ProblemNotice } from '../Notice.tsx'
import { ActForm, ReasonField } from './ActForm.tsx'
import { BalanceChange } from './BalanceChange.tsx'
import { Panel } from './ConsolePage.tsx'
import { Facts, Id, When } from './Facts.tsx'
import { ProposalBadge } from './ProposalColumns.tsx'
import { Debt } from './ProposePanel.tsx'

export function AdjustmentFacts({ adjustment }: { adjustment: AdjustmentView }) {
  const { userId, proposedBy, decidedBy, rowId, state } = adjustment
  const user = (id: string) => <Id key={id} id={id} to={CONSOLE_PATHS.user(id)} />
  return (
    <Panel title={ADJUSTMENTS.one}>
      <Facts
        facts={[
          [PROPOSALS.state, <ProposalBadge key="state" state={state} />],
          [ADJUSTMENTS.person, user(userId)],
          [ADJUSTMENTS.reason, ADJUSTMENTS.reasons[adjustment.reason]],
          [PROPOSALS.proposed, <When key="at" at={adjustment.createdAt} />],
          [PROPOSALS.proposedBy, user(proposedBy)],
          [PROPOSALS.expires, state === 'proposed' && <When at={adjustment.expiresAt} />],
          [PROPOSALS.decided, adjustment.decidedAt && <When at={adjustment.decidedAt} />],
          [PROPOSALS.decidedBy, decidedBy && user(decidedBy)],
          [ADJUSTMENTS.row, rowId && <Id id={rowId} to={CONSOLE_PATHS.transaction(rowId)} />],
        ]}
      />
      <p className="mt-4 text-sm text-soft">{ADJUSTMENTS.text}</p>
      <p className="wrap-anywhere">{adjustment.text ?? ADJUSTMENTS.textErased}</p>
      {adjustment.rejection ? (
        <>
          <p className="mt-4 text-sm text-soft">{PROPOSALS.rejection}</p>
          <p className="wrap-anywhere">{adjustment.rejection}</p>
        </>
      ) : null}
    </Panel>
  )
}

interface DecidePanelProps {
  readonly adjustment: AdjustmentView
  readonly person: Section<UserAdminView>
  readonly viewerId: string
  readonly formKey: string
  readonly sent: ConsoleSent | null
}

export function DecidePanel({ adjustment, person, viewerId, formKey, sent }: DecidePanelProps) {
  const { id, userId, proposedBy } = adjustment
  const isOwn = viewerId === proposedBy
  const concerns = !isOwn && viewerId === userId
  const form = { formKey, sent }
  return (
    <Panel title={DECIDE.title}>
      <div className="grid gap-5">
        {isOwn ? <p>{DECIDE.own}</p> : null}
        {concerns ? <p>{DECIDE.concerns}</p> : null}
        {person.problem ? (
          <ProblemNotice
            problem={person.problem}
            subject={ADJUSTMENTS.balance}
            retryTo={CONSOLE_PATHS.adjustment(id)}
          />
        ) : (
          <Effect adjustment={adjustment} person={person.value} />
        )}
        {isOwn || concerns ? null : <Approve adjustment={adjustment} {...form} />}
        {concerns ? null : <Reject isOwn={isOwn} {...form} />}
      </div>
    </Panel>
  )
}

function Effect({ adjustment, person }: { adjustment: AdjustmentView; person: UserAdminView }) {
  const before = standingOf(person.balance)
  const after = effectOf(before, adjustment)
  return (
    <div className="grid gap-3">
      <p className="text-soft">{DECIDE.does}</p>
      <BalanceChange before={before} after={after} />
      <Debt before={before.owed} after={after.owed} />
    </div>
  )
}

type FormProps = Pick<DecidePanelProps, 'formKey' | 'sent'>

function Approve({ adjustment, formKey, sent }: FormProps & { adjustment: AdjustmentView }) {
  const format = useFormat()
  const { direction, tokens } = adjustment
  return (
    <ActForm
      intent="approve"
      text={DECIDE.approveText}
      verb={DECIDE.approve(ADJUSTMENTS.changes[direction](format.count(tokens)))}
      formKey={formKey}
      sent={sentBy(sent, 'approve')}
      isMain
    />
  )
}

function Reject({ isOwn, formKey, sent }: FormProps & { isOwn: boolean }) {
  const own = sentBy(sent, 'reject')
  return (
    <ActForm
      intent="reject"
      opener={isOwn ? DECIDE.takeBack : DECIDE.reject}
      text={DECIDE.rejectText}
      verb={isOwn ? DECIDE.takeBackVerb : DECIDE.rejectVerb}
      formKey={formKey}
      sent={own}
    >
      <ReasonField intent="reject" sent={own} />
    </ActForm>
  )
}
