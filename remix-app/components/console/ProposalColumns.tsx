// What every proposal says of itself: how it stands, who made it, and when.
import type { AdjustmentView } from '../../../shared/api/adjustments.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { PROPOSALS } from '../../words/console-proposals.ts'
import { Badge } from '../Figures.tsx'
import type { Column } from './DataTable.tsx'
import { Id, When } from './Facts.tsx'
import type { FilterField } from './FilterBar.tsx'

type Proposal = Pick<AdjustmentView, 'state' | 'proposedBy' | 'createdAt'>

const TONES = { proposed: 'wait', approved: 'good', rejected: 'quiet', expired: 'quiet' } as const

export const ProposalBadge = ({ state }: Pick<Proposal, 'state'>) => (
  <Badge tone={TONES[state]} name={PROPOSALS.states[state]} />
)

export const PROPOSAL_COLUMNS: readonly Column<Proposal>[] = [
  { name: PROPOSALS.state, cell: (one) => <ProposalBadge {...one} /> },
  {
    name: PROPOSALS.proposedBy,
    cell: ({ proposedBy }) => <Id id={proposedBy} to={CONSOLE_PATHS.user(proposedBy)} />,
  },
  { name: PROPOSALS.proposed, cell: ({ createdAt }) => <When at={createdAt} /> },
]

/** Which of them are listed; an expired one is still in the state of one that waits. */
export const PROPOSAL_STATE: FilterField = {
  name: 'state',
  label: PROPOSALS.state,
  options: [
    ['proposed', PROPOSALS.waitingFilter],
    ['approved', PROPOSALS.states.approved],
    ['rejected', PROPOSALS.states.rejected],
  ],
}
