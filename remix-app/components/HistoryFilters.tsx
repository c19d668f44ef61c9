// Kind and days; days are meant in the zone the page shows its times in.
import { Form, Link } from '@remix-run/react'
import type { RowType } from '../../shared/api/wallet.ts'
import { useZone } from '../lib/locale.ts'
import { HISTORY } from '../words/history.ts'
import { TYPE_NAMES } from '../words/movements.ts'

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
    <Form method="get" className="filters no-print">
      <label className="text-sm font-medium">
        {HISTORY.kind}
        <select name="type" defaultValue={filter.type ?? ''} className="input mt-1">
          <option value="">{HISTORY.allKinds}</option>
          {KINDS.map(([type, name]) => (
            <option key={type} value={type}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <DayField label={HISTORY.from} name="from" day={filter.from} />
      <DayField label={HISTORY.to} name="to" day={filter.to} />
      <input type="hidden" name="zone" value={zone} />
      <div className="flex gap-2">
        <button type="submit" className="btn btn-quiet">
          {HISTORY.filter}
        </button>
        {active ? (
          <Link to="/wallet/history" className="link link-block px-2">
            {HISTORY.clear}
          </Link>
        ) : null}
      </div>
    </Form>
  )
}

function DayField({ label, name, day }: { label: string; name: string; day: string | null }) {
  return (
    <label className="min-w-0 text-sm font-medium">
      {label}
      <input type="date" name={name} defaultValue={day ?? ''} className="input mt-1" />
    </label>
  )
}
