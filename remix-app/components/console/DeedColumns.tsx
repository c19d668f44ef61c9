// What people did, as columns of tables: movements, commitments, cases.
import { Link } from '@remix-run/react'
import type { AdminTransactionView } from '../../../shared/api/ledger.ts'
import type { CommitmentView } from '../../../shared/api/predictions.ts'
import type { FlagView } from '../../../shared/api/users.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { useFormat } from '../../lib/locale.ts'
import { COMMITMENT_TONES } from '../../lib/predictions.ts'
import { wordsFor } from '../../lib/rows.ts'
import { spellOut } from '../../lib/spell-out.ts'
import { CASE_WORDS } from '../../words/console-cases.ts'
import { DEEDS } from '../../words/console-people.ts'
import { COMMITMENT_NAMES, POSITION_NAMES } from '../../words/states.ts'
import { Badge } from '../Figures.tsx'
import { Change } from '../HistoryList.tsx'
import { Tokens } from './Amounts.tsx'
import type { Column } from './DataTable.tsx'
import { Id, When } from './Facts.tsx'

type Columns<Row> = readonly [Column<Row>, ...Column<Row>[]]

export const MOVEMENT_COLUMNS: Columns<AdminTransactionView> = [
  { name: DEEDS.movement, cell: (row) => <Movement row={row} /> },
  { name: DEEDS.amount, numeric: true, cell: (row) => <Moved row={row} /> },
  { name: DEEDS.after, numeric: true, cell: (row) => <Tokens count={row.balanceAfter} /> },
  { name: DEEDS.when, cell: (row) => <When at={row.timestamp} /> },
]

function Movement({ row }: { row: AdminTransactionView }) {
  const { title, subject, note } = wordsFor(row, useFormat())
  return (
    <>
      <Link to={CONSOLE_PATHS.transaction(row.id)} className="link row-link">
        {title}
      </Link>
      {subject ? <p className="text-sm wrap-anywhere">{subject}</p> : null}
      {note ? <p className="text-sm text-soft">{note}</p> : null}
    </>
  )
}

function Moved({ row }: { row: AdminTransactionView }) {
  const { direction } = wordsFor(row, useFormat())
  return <Change amount={row.amount} direction={direction} />
}

export const COMMITMENT_COLUMNS: Columns<CommitmentView> = [
  { name: DEEDS.prediction, cell: (one) => <Prediction one={one} /> },
  { name: DEEDS.side, cell: (one) => <Side one={one} /> },
  { name: DEEDS.stake, numeric: true, cell: (one) => <Tokens count={one.tokensCommitted} /> },
  { name: DEEDS.returns, numeric: true, cell: (one) => <Returned one={one} /> },
  {
    name: DEEDS.state,
    cell: ({ status }) => <Badge tone={COMMITMENT_TONES[status]} name={COMMITMENT_NAMES[status]} />,
  },
  { name: DEEDS.when, cell: (one) => <When at={one.committedAt} /> },
]

function Prediction({ one }: { one: CommitmentView }) {
  return (
    <>
      <Link to={CONSOLE_PATHS.prediction(one.predictionId)} className="link row-link">
        {one.predictionTitle}
      </Link>
      <p className="text-sm text-soft">
        <Id id={one.id} />
      </p>
    </>
  )
}

function Side({ one }: { one: CommitmentView }) {
  const format = useFormat()
  return `${POSITION_NAMES[one.position]}, ${format.odds(one.oddsBps)}`
}

function Returned({ one }: { one: CommitmentView }) {
  const format = useFormat()
  if (one.status !== 'active') return format.tokens(one.payout)
  return DEEDS.would(format.tokens(one.potentialWinning))
}

export const CASE_COLUMNS: Columns<Pick<FlagView, 'id' | 'reason' | 'state' | 'createdAt'>> = [
  {
    name: DEEDS.case,
    cell: ({ id, reason }) => (
      <>
        <p className="font-medium">{CASE_WORDS[reason]?.name ?? spellOut(reason)}</p>
        <Id id={id} to={CONSOLE_PATHS.case(id)} />
      </>
    ),
  },
  {
    name: DEEDS.state,
    cell: ({ state }) => (
      <Badge tone={state === 'open' ? 'wait' : 'quiet'} name={DEEDS.caseStates[state]} />
    ),
  },
  { name: DEEDS.when, cell: ({ createdAt }) => <When at={createdAt} /> },
]
