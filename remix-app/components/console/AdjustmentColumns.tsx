// Adjustments as columns of a table.
import type { AdjustmentView } from '../../../shared/api/adjustments.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { useFormat } from '../../lib/locale.ts'
import { ADJUSTMENTS } from '../../words/console-adjustments.ts'
import { Badge } from '../Figures.tsx'
import type { Column } from './DataTable.tsx'
import { Id, When } from './Facts.tsx'

const TONES = { proposed: 'wait', approved: 'good', rejected: 'quiet', expired: 'quiet' } as const

export const AdjustmentBadge = ({ state }: Pick<AdjustmentView, 'state'>) => (
  <Badge tone={TONES[state]} name={ADJUSTMENTS.states[state]} />
)

type Changing = Pick<AdjustmentView, 'direction' | 'tokens'>

export function Change({ direction, tokens }: Changing) {
  const format = useFormat()
  return ADJUSTMENTS.changes[direction](format.count(tokens))
}

const what: Column<AdjustmentView> = {
  name: ADJUSTMENTS.what,
  cell: (one) => (
    <>
      <p className="font-semibold">
        <Change {...one} />
      </p>
      <p className="text-sm">
        <Id id={one.id} to={CONSOLE_PATHS.adjustment(one.id)} />
      </p>
    </>
  ),
}

const others: readonly Column<AdjustmentView>[] = [
  { name: ADJUSTMENTS.reason, cell: ({ reason }) => ADJUSTMENTS.reasons[reason] },
  { name: ADJUSTMENTS.state, cell: (one) => <AdjustmentBadge {...one} /> },
  {
    name: ADJUSTMENTS.proposedBy,
    cell: ({ proposedBy }) => <Id id={proposedBy} to={CONSOLE_PATHS.user(proposedBy)} />,
  },
  { name: ADJUSTMENTS.proposed, cell: ({ createdAt }) => <When at={createdAt} /> },
]

/** On the page of the person. */
export const ADJUSTMENT_COLUMNS = [what, ...others] as const

/** Of everybody's. */
export const ALL_ADJUSTMENT_COLUMNS = [
  what,
  {
    name: ADJUSTMENTS.person,
    cell: ({ userId }: AdjustmentView) => <Id id={userId} to={CONSOLE_PATHS.user(userId)} />,
  },
  ...others,
] as const
