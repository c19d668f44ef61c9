// A list of the console in all its states: rows, none, none that fit, not to be read.
import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { ConsoleListData } from '../../lib/console-list.server.ts'
import { CONSOLE } from '../../words/console.ts'
import { EmptyState } from '../EmptyState.tsx'
import { ProblemNotice } from '../Notice.tsx'
import { Pager } from '../Pager.tsx'
import { type Column, DataTable } from './DataTable.tsx'

interface ConsoleListProps<Row> {
  readonly data: ConsoleListData<Row>
  /** What is listed: names the table, and what is missing when it can't be read. */
  readonly subject: string
  readonly columns: readonly [Column<Row>, ...Column<Row>[]]
  readonly rowKey: (row: Row) => string
  /** What is said before there is any. */
  readonly empty: { readonly title: string; readonly text: string }
  /** Between the rows and the way to more. */
  readonly children?: ReactNode
}

export function ConsoleList<Row>(props: ConsoleListProps<Row>) {
  const { data, subject, columns, rowKey, empty, children } = props
  const { path, query, filtered, list } = data
  const rows = list.value?.items ?? []
  return (
    <section aria-label={subject}>
      {list.problem ? (
        <ProblemNotice problem={list.problem} subject={subject} retryTo={`${path}?${query}`} />
      ) : null}
      {rows.length > 0 ? (
        <DataTable caption={subject} columns={columns} rows={rows} rowKey={rowKey} />
      ) : null}
      {list.value && rows.length === 0 ? (
        <div className="card">
          {list.value.nextCursor ? (
            <EmptyState title={CONSOLE.noneSoFar} text={CONSOLE.noneSoFarText} />
          ) : filtered ? (
            <EmptyState title={CONSOLE.nothingFits} text={CONSOLE.nothingFitsText}>
              <Link to={path} className="btn btn-quiet">
                {CONSOLE.showAll}
              </Link>
            </EmptyState>
          ) : (
            <EmptyState {...empty} />
          )}
        </div>
      ) : null}
      {children}
      <Pager
        path={path}
        query={new URLSearchParams(query)}
        nextCursor={list.value?.nextCursor ?? null}
        first={CONSOLE.first}
        more={CONSOLE.more}
      />
    </section>
  )
}
