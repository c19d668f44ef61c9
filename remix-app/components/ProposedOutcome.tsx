// An outcome that waits for another admin: what it does, why, until when, and the two ways on.
import { Link } from '@remix-run/react'
import type { ProposedResolution } from '../../shared/api/resolutions.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import { type ConsoleSent, sentBy } from '../lib/console-sent.ts'
import { useFormat } from '../lib/locale.ts'
import { ADMIN, PROPOSED, RESOLVE } from '../words/admin.ts'
import { OUTCOME_NAMES } from '../words/states.ts'
import { ActForm, ReasonField } from './console/ActForm.tsx'
import { Facts, Id, When } from './console/Facts.tsx'
import { Badge } from './Figures.tsx'
import { Notice } from './Notice.tsx'
import { OutcomeFacts } from './OutcomeFacts.tsx'
import { OutcomePicture } from './OutcomePicture.tsx'

interface ProposedOutcomeProps {
  readonly proposal: ProposedResolution
  /** Whether the visitor proposed it. */
  readonly isOwn: boolean
  readonly formKey: string
  readonly sent: ConsoleSent | null
}

export function ProposedOutcome({ proposal, isOwn, formKey, sent }: ProposedOutcomeProps) {
  const { outcome, preview, proposedBy, createdAt, expiresAt, text } = proposal
  return (
    <section aria-labelledby="proposed-title" className="card p-5 sm:p-6" id="resolve">
      <p className="text-sm text-soft">{RESOLVE.steps.approve}</p>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="proposed-title">{PROPOSED.title(OUTCOME_NAMES[outcome])}</h2>
        <Badge tone="wait" name={PROPOSED.waits} />
      </div>
      <p className="mt-3 wrap-anywhere">
        <bdi>{text ?? PROPOSED.erased}</bdi>
      </p>
      <div className="mt-3">
        <Facts
          facts={[
            [PROPOSED.by, <Id key="by" id={proposedBy} to={CONSOLE_PATHS.user(proposedBy)} />],
            [PROPOSED.at, <When key="at" at={createdAt} />],
            [PROPOSED.until, <When key="until" at={expiresAt} />],
          ]}
        />
      </div>
      <OutcomePicture sums={preview} />
      <OutcomeFacts outcome={outcome} sums={preview} />
      {isOwn ? <Own /> : <Approve proposal={proposal} formKey={formKey} sent={sent} />}
      <Reject proposal={proposal} isOwn={isOwn} formKey={formKey} sent={sent} />
    </section>
  )
}

const Own = () => (
  <div className="mt-5">
    <Notice title={PROPOSED.own}>
      <p>{PROPOSED.ownText}</p>
      <Link to="." className="link link-block" preventScrollReset>
        {ADMIN.refresh}
      </Link>
    </Notice>
  </div>
)

type DecideProps = Omit<ProposedOutcomeProps, 'isOwn'>

function Approve({ proposal, formKey, sent }: DecideProps) {
  const format = useFormat()
  const { id, outcome, preview, resolutionVersion } = proposal
  const { payouts } = preview
  const tokens = format.count(payouts)
  const what =
    outcome === 'void'
      ? PROPOSED.refunds(payouts, tokens)
      : PROPOSED.pays(OUTCOME_NAMES[outcome], payouts, tokens)
  return (
    <div className="mt-5">
      <ActForm
        intent="approve"
        text={resolutionVersion === null ? what : `${what} ${PROPOSED.corrects}`}
        verb={outcome === 'void' ? PROPOSED.approveVoid : PROPOSED.approve}
        formKey={formKey}
        sent={sentBy(sent, 'approve')}
        isMain
      >
        <input type="hidden" name="proposal" value={id} />
      </ActForm>
    </div>
  )
}

function Reject({ proposal, isOwn, formKey, sent }: ProposedOutcomeProps) {
  const own = sentBy(sent, 'reject')
  return (
    <div className="mt-4">
      <ActForm
        intent="reject"
        opener={isOwn ? PROPOSED.takeBack : PROPOSED.reject}
        text={PROPOSED.nobodyPaid}
        verb={isOwn ? PROPOSED.takeBackVerb : PROPOSED.rejectVerb}
        formKey={formKey}
        sent={own}
      >
        <input type="hidden" name="proposal" value={proposal.id} />
        <ReasonField intent="reject" sent={own} />
      </ActForm>
    </div>
  )
}

/** What became of the last one, when nobody was paid by it. */
export function LastProposal({ proposal }: { proposal: ProposedResolution }) {
  const name = OUTCOME_NAMES[proposal.outcome]
  if (proposal.state === 'expired') {
    return (
      <Notice tone="warn" title={PROPOSED.expired(name)}>
        <p>{PROPOSED.expiredText}</p>
      </Notice>
    )
  }
  return (
    <Notice tone="warn" title={PROPOSED.rejected(name)}>
      <p>
        <bdi>{proposal.rejection ?? PROPOSED.erased}</bdi>
      </p>
    </Notice>
  )
}
