// Kind and days; days are meant in the zone the page shows its times in.
import { Form, Link } from '@remix-run/react'
import type { RowType } from '../../shared/api/wallet.ts'
import { useZone } from '../lib/locale.ts'
import { TYPE_NAMES } from '../lib/rows.ts'

interface Filter {
  readonly type: RowType | null
  readonly from: string | null
  readonly to: string | null
}

const KINDS = Object.entries(TYPE_NAMES)

export function HistoryFilters({ filter }: { filter: Filter }) {
  const zone = useZone()
  const active = filter.type || filter.from || filter.to
  return (
    <Form method="get" className="no-print mt-5 flex flex-wrap items-end gap-3">
      <label className="min-w-40 flex-1 text-sm font-medium">
        Kind
        <select name="type" defaultValue={filter.type ?? ''} className="input mt-1">
          <option value="">All kinds</option>
          {KINDS.map(([type, name]) => (
            <option key={type} value={type}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <DayField label="From" name="from" day={filter.from} />
      <DayField label="To" name="to" day={filter.to} />
      <input type="hidden" name="zone" value={zone} />
      <div className="flex gap-2">
        <button type="submit" className="btn btn-quiet">
          Filter
        </button>
        {active ? (
          <Link to="/wallet/history" className="link link-block px-2">
            Clear
          </Link>
        ) : null}
      </div>
    </Form>
  )
}

function DayField({ label, name, day }: { label: string; name: string; day: string | null }) {
  return (
    <label className="min-w-36 flex-1 text-sm font-medium">
      {label}
      <input type="date" name={name} defaultValue={day ?? ''} className="input mt-1" />
    </label>
  )
}
