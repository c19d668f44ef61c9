// Rows of the console: a table where there is room, and where there is none a card for each row,
// with the names of the columns beside its values. The same cells both times.
import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly name: string
  readonly cell: (row: Row) => ReactNode
  /** Digits under digits. */
  readonly numeric?: boolean
}

interface DataTableProps<Row> {
  /** Says what the rows are to who can't see them. */
  readonly caption: string
  /** The first one names the row. */
  readonly columns: readonly [Column<Row>, ...Column<Row>[]]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
}

export function DataTable<Row>({ caption, columns, rows, rowKey }: DataTableProps<Row>) {
  const [named, ...others] = columns
  return (
    <div className="data-box">
      <table className="data">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name, numeric }) => (
              <th key={name} scope="col" className={numeric ? 'data-number' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              <th scope="row">{named.cell(row)}</th>
              {others.map(({ name, cell, numeric }) => (
                <td key={name} data-name={name} className={numeric ? 'data-number' : undefined}>
                  <div>{cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
