// What somebody proposed about an order in review, and the two ways to decide it.
import type { RulingView } from '../../../shared/api/reviews.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { type ConsoleSent, sentBy } from '../../lib/console-sent.ts'
import { useFormat } from '../../lib/locale.ts'
import { PROPOSALS } from '../../words/console-proposals.ts'
import { REVIEWS } from '../../words/console-reviews.ts'
import { ActForm, ReasonField } from './ActForm.tsx'
import { Panel } from './ConsolePage.tsx'
import { Facts, Id, When } from './Facts.tsx'

interface RulingProps {
  readonly ruling: RulingView
  /** What is granted when it is released. */
  readonly tokens: number
  readonly adminId: string
  readonly formKey: string
  readonly sent: ConsoleSent | undefined
}

export function Ruling({ ruling, tokens, adminId, formKey, sent }: RulingProps) {
  const { id, verdict, state, proposedBy } = ruling
  return (
    <Panel title={REVIEWS.verdicts[verdict]} id={id} note={REVIEWS.states[state]}>
      <RulingFacts ruling={ruling} />
      {state === 'proposed' ? (
        <div className="mt-4 grid gap-3">
          {proposedBy === adminId ? <p>{REVIEWS.own}</p> : null}
          <Deciding {...{ ruling, tokens, formKey, sent }} isOwn={proposedBy === adminId} />
        </div>
      ) : null}
    </Panel>
  )
}

function RulingFacts({ ruling }: { ruling: RulingView }) {
  const { sessionId, reason, text, proposedBy, createdAt, expiresAt } = ruling
  const { decidedBy, decidedAt, rejection } = ruling
  return (
    <Facts
      facts={[
        [REVIEWS.reason, REVIEWS.reasons[reason]],
        [REVIEWS.text, text],
        [REVIEWS.proposedBy, <Id key="by" id={proposedBy} to={CONSOLE_PATHS.user(proposedBy)} />],
        [REVIEWS.proposedAt, <When key="at" at={createdAt} />],
        [REVIEWS.expires, ruling.state === 'proposed' ? <When key="ends" at={expiresAt} /> : null],
        [REVIEWS.session, <Id key="session" id={sessionId} />],
        [REVIEWS.decidedBy, decidedBy && <Id id={decidedBy} to={CONSOLE_PATHS.user(decidedBy)} />],
        [REVIEWS.decidedAt, decidedAt && <When at={decidedAt} />],
        [PROPOSALS.rejection, rejection],
      ]}
    />
  )
}

type DecidingProps = Omit<RulingProps, 'adminId'> & { readonly isOwn: boolean }

function Deciding({ ruling, tokens, formKey, sent, isOwn }: DecidingProps) {
  const format = useFormat()
  const [approve, reject] = [`approve ${ruling.id}`, `reject ${ruling.id}`]
  const what =
    ruling.verdict === 'release' ? REVIEWS.approveText(format.count(tokens)) : REVIEWS.approveRefuse
  return (
    <>
      {isOwn ? null : (
        <ActForm
          intent={approve}
          text={what}
          verb={REVIEWS.approve}
          formKey={formKey}
          sent={sentBy(sent, approve)}
          isMain
        />
      )}
      <ActForm
        intent={reject}
        text={REVIEWS.rejectText}
        verb={REVIEWS.reject}
        formKey={formKey}
        sent={sentBy(sent, reject)}
      >
        <ReasonField intent={`reject-${ruling.id}`} sent={sentBy(sent, reject)} />
      </ActForm>
    </>
  )
}
