// What a token costs in each package, bars beside each other.
import type { TokenCost } from '../../lib/token-cost.server.ts'
import { COST, PACKAGES } from '../../words/console-packages.ts'
import { Badge } from '../Figures.tsx'
import { Panel } from './ConsolePage.tsx'
import { type Column, DataTable } from './DataTable.tsx'

export function TokenCosts({ costs }: { costs: readonly TokenCost[] }) {
  return (
    <Panel title={COST.title} note={COST.note}>
      <DataTable caption={COST.title} columns={COLUMNS} rows={costs} rowKey={({ id }) => id} />
    </Panel>
  )
}

const COLUMNS: readonly [Column<TokenCost>, ...Column<TokenCost>[]] = [
  {
    name: PACKAGES.package,
    cell: ({ name, isSold }) => (
      <span className="inline-flex flex-wrap items-center gap-2">
        <bdi>{name}</bdi>
        {isSold ? null : <Badge tone="quiet" name={COST.notSold} />}
      </span>
    ),
  },
  {
    name: COST.beside,
    cell: ({ share, isSold }) => (
      <svg viewBox="0 0 1000 24" preserveAspectRatio="none" className="cost-bar" aria-hidden="true">
        <rect width={share} height="24" className={isSold ? 'bar-one' : 'bar-house'} />
      </svg>
    ),
  },
  { name: COST.perHundred, numeric: true, cell: ({ perHundred }) => perHundred },
  { name: COST.perToken, numeric: true, cell: ({ perToken }) => perToken },
  { name: COST.against, numeric: true, cell: ({ against }) => against },
]
