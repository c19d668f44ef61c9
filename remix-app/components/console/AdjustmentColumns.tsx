// Adjustments as columns of a table.
import type { AdjustmentView } from '../../../shared/api/adjustments.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { useFormat } from '../../lib/locale.ts'
import { ADJUSTMENTS } from '../../words/console-adjustments.ts'
import type { Column } from './DataTable.tsx'
import { Id } from './Facts.tsx'
import { PROPOSAL_COLUMNS } from './ProposalColumns.tsx'

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
  ...PROPOSAL_COLUMNS,
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
