// What a list of rows shows of each; one that can't be read says so, and where its case is.
import { Link } from '@remix-run/react'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import type { LedgerLine, ReadableLine } from '../../lib/ledger-line.ts'
import { useFormat } from '../../lib/locale.ts'
import { CONSOLE } from '../../words/console.ts'
import { LEDGER } from '../../words/console-ledger.ts'
import { Badge } from '../Figures.tsx'
import { Change } from '../HistoryList.tsx'
import type { Column } from './DataTable.tsx'
import { Id, When } from './Facts.tsx'

export const LEDGER_COLUMNS: readonly [Column<LedgerLine>, ...Column<LedgerLine>[]] = [
  { name: LEDGER.what, cell: (line) => <What line={line} /> },
  {
    name: LEDGER.person,
    cell: ({ userId }) => <Id id={userId} to={userId && CONSOLE_PATHS.user(userId)} />,
  },
  { name: LEDGER.tokens, cell: (line) => <Amount line={line} />, numeric: true },
  { name: LEDGER.after, cell: (line) => <After line={line} />, numeric: true },
  { name: LEDGER.when, cell: ({ timestamp }) => <When at={timestamp} /> },
]

function What({ line }: { line: LedgerLine }) {
  if (line.caseId !== null) return <Unreadable id={line.id} caseId={line.caseId} />
  return (
    <>
      <Link to={CONSOLE_PATHS.transaction(line.id)} className="link row-link">
        {line.title}
      </Link>
      {line.subject ? <p className="text-sm text-soft wrap-anywhere">{line.subject}</p> : null}
    </>
  )
}

function Unreadable({ id, caseId }: { id: string; caseId: string }) {
  return (
    <div className="grid justify-items-start gap-2">
      <Badge tone="bad" name={LEDGER.unreadable} />
      <Id id={id} to={CONSOLE_PATHS.transaction(id)} />
      <Link to={CONSOLE_PATHS.case(caseId)} className="link row-link">
        {LEDGER.itsCase}
      </Link>
    </div>
  )
}

function Amount({ line }: { line: LedgerLine }) {
  return isReadable(line) ? <Change {...line} /> : CONSOLE.none
}

function After({ line }: { line: LedgerLine }) {
  const format = useFormat()
  return isReadable(line) ? format.tokens(line.availableAfter) : CONSOLE.none
}

const isReadable = (line: LedgerLine): line is ReadableLine => line.caseId === null
