// One outcome that needed a second admin: what it would do, or did. Its prediction's page decides.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { ProposedResolution } from '../../shared/api/resolutions.ts'
import { ConsolePage, Panel } from '../components/console/ConsolePage.tsx'
import { Facts, Id, When } from '../components/console/Facts.tsx'
import { ProposalBadge } from '../components/console/ProposalColumns.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { OutcomeFacts } from '../components/OutcomeFacts.tsx'
import { OutcomePicture } from '../components/OutcomePicture.tsx'
import { callApi, orPage, requireAdmin } from '../lib/api.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import { CONSOLE } from '../words/console.ts'
import { PROPOSALS, RESOLUTIONS } from '../words/console-proposals.ts'
import { OUTCOME_NAMES } from '../words/states.ts'

export const meta = () => [{ title: CONSOLE.titleOf(RESOLUTIONS.one) }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const path = `/api/admin/resolutions/${encodeURIComponent(params.id ?? '')}`
  return { proposal: orPage(await callApi<ProposedResolution>(visit, path)) }
}

export default function ResolutionPage() {
  const { proposal } = useLoaderData<typeof loader>()
  const { id, predictionId, outcome, preview, state } = proposal
  const ways = (
    <Link
      to={`${CONSOLE_PATHS.prediction(predictionId)}#resolve`}
      className={`btn ${state === 'proposed' ? 'btn-primary' : 'btn-quiet'}`}
    >
      {state === 'proposed' ? RESOLUTIONS.decide : RESOLUTIONS.toPrediction}
    </Link>
  )
  return (
    <ConsolePage title={OUTCOME_NAMES[outcome]} note={<Id id={id} />} ways={ways}>
      <Panel title={RESOLUTIONS.one}>
        <ResolutionFacts proposal={proposal} />
        <OutcomePicture sums={preview} />
        <OutcomeFacts outcome={outcome} sums={preview} />
      </Panel>
    </ConsolePage>
  )
}

function ResolutionFacts({ proposal }: { proposal: ProposedResolution }) {
  const { predictionId, resolutionVersion, proposedBy, state, decidedBy, decidedAt } = proposal
  const user = (id: string) => <Id key={id} id={id} to={CONSOLE_PATHS.user(id)} />
  const isRejected = state === 'rejected'
  return (
    <Facts
      facts={[
        [PROPOSALS.state, <ProposalBadge key="state" state={state} />],
        [
          RESOLUTIONS.prediction,
          <Id key="of" id={predictionId} to={CONSOLE_PATHS.prediction(predictionId)} />,
        ],
        [
          RESOLUTIONS.corrects,
          resolutionVersion !== null && RESOLUTIONS.corrected(resolutionVersion),
        ],
        [PROPOSALS.proposed, <When key="at" at={proposal.createdAt} />],
        [PROPOSALS.proposedBy, user(proposedBy)],
        [PROPOSALS.expires, state === 'proposed' && <When at={proposal.expiresAt} />],
        [PROPOSALS.decided, decidedAt && <When at={decidedAt} />],
        [PROPOSALS.decidedBy, decidedBy && user(decidedBy)],
        [RESOLUTIONS.payout, proposal.payoutJobId && <Id id={proposal.payoutJobId} />],
        [RESOLUTIONS.why, <Said key="why" text={proposal.text} />],
        [PROPOSALS.rejection, isRejected && <Said text={proposal.rejection} />],
      ]}
    />
  )
}

const Said = ({ text }: { text: string | null }) => (
  <bdi className="wrap-anywhere">{text ?? RESOLUTIONS.erased}</bdi>
)

export { ErrorPage as ErrorBoundary }
