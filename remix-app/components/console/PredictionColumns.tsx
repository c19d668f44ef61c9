// Predictions as rows of the console, each leading to the page that runs it.
import { Link } from '@remix-run/react'
import type { AdminPrediction } from '../../../shared/api/predictions.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { useFormat } from '../../lib/locale.ts'
import { stateOf } from '../../lib/predictions.ts'
import { PREDICTIONS } from '../../words/console-predictions.ts'
import { OUTCOME_NAMES } from '../../words/states.ts'
import { PredictionBadge } from '../PredictionBadge.tsx'
import { Tokens } from './Amounts.tsx'
import type { Column } from './DataTable.tsx'
import { When } from './Facts.tsx'

export const predictionColumns = (
  now: number,
): readonly [Column<AdminPrediction>, ...Column<AdminPrediction>[]] => [
  {
    name: PREDICTIONS.prediction,
    cell: ({ id, title, category }) => (
      <>
        <Link to={CONSOLE_PATHS.prediction(id)} className="link row-link">
          <bdi>{title}</bdi>
        </Link>
        <bdi className="block text-sm text-soft">{category}</bdi>
      </>
    ),
  },
  { name: PREDICTIONS.state, cell: (item) => <State item={item} now={now} /> },
  { name: PREDICTIONS.odds, numeric: true, cell: (item) => <Offered item={item} /> },
  {
    name: PREDICTIONS.tokensIn,
    numeric: true,
    cell: ({ totals: { yes, no } }) => <Tokens count={yes + no} />,
  },
  { name: PREDICTIONS.closes, cell: ({ closesAt }) => <When at={closesAt} /> },
]

function State({ item, now }: { item: AdminPrediction; now: number }) {
  const { outcome } = item
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <PredictionBadge status={stateOf(item, now)} />
      {outcome && outcome !== 'void' ? (
        <span className="font-semibold">{OUTCOME_NAMES[outcome]}</span>
      ) : null}
    </span>
  )
}

function Offered({ item: { oddsBps } }: { item: AdminPrediction }) {
  const format = useFormat()
  return PREDICTIONS.oddsOf(format.odds(oddsBps.yes), format.odds(oddsBps.no))
}
