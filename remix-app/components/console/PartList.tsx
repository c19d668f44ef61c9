// The newest of a list as a part of another page, with the way to all of it. When it can't be read,
// the rest of the page stays.
import { Link } from '@remix-run/react'
import type { Section } from '../../lib/api.server.ts'
import { ProblemNotice } from '../Notice.tsx'
import { Panel } from './ConsolePage.tsx'
import { type Column, DataTable } from './DataTable.tsx'

interface PartListProps<Row> {
  readonly title: string
  readonly list: Section<{ readonly items: readonly Row[] }>
  readonly columns: readonly [Column<Row>, ...Column<Row>[]]
  readonly rowKey: (row: Row) => string
  /** Said when there is none. */
  readonly none: string
  /** Where all of it is, and what that link says. */
  readonly all?: { readonly to: string; readonly name: string }
  /** This page, to read it again. */
  readonly retryTo: string
}

export function PartList<Row>(props: PartListProps<Row>) {
  const { title, list, columns, rowKey, none, all, retryTo } = props
  const rows = list.value?.items ?? []
  return (
    <Panel title={title}>
      {list.problem ? (
        <ProblemNotice problem={list.problem} subject={title} retryTo={retryTo} />
      ) : null}
      {rows.length > 0 ? (
        <DataTable caption={title} columns={columns} rows={rows} rowKey={rowKey} />
      ) : null}
      {list.value && rows.length === 0 ? <p className="text-soft">{none}</p> : null}
      {all ? (
        <Link to={all.to} className="link link-block mt-2">
          {all.name}
        </Link>
      ) : null}
    </Panel>
  )
}
