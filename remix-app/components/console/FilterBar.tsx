// Filters of a list: a plain form that leads to an address, which can be kept and shared.
import { Form, Link } from '@remix-run/react'
import type { InputHTMLAttributes } from 'react'
import { CONSOLE } from '../../words/console.ts'

export interface FilterField {
  readonly name: string
  readonly label: string
  /** Value and name; without them it is a field to type into. */
  readonly options?: readonly (readonly [value: string, name: string])[]
  /** What is shown when none of them is chosen. */
  readonly any?: string
  readonly input?: InputHTMLAttributes<HTMLInputElement>
}

interface FilterBarProps {
  readonly path: string
  readonly fields: readonly FilterField[]
  readonly filters: Readonly<Record<string, string>>
  /** Sent along. */
  readonly hidden?: Readonly<Record<string, string>>
}

export function FilterBar({ path, fields, filters, hidden = {} }: FilterBarProps) {
  const isSet = fields.some(({ name }) => filters[name])
  return (
    <Form
      key={JSON.stringify(filters)}
      method="get"
      action={path}
      aria-label={CONSOLE.filters}
      className="console-filters no-print"
    >
      {fields.map((field) => (
        <div key={field.name} className="min-w-0">
          <label htmlFor={`filter-${field.name}`} className="text-sm font-medium">
            {field.label}
          </label>
          <FilterInput field={field} value={filters[field.name] ?? ''} />
        </div>
      ))}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="flex gap-2">
        <button type="submit" className="btn btn-quiet">
          {CONSOLE.filter}
        </button>
        {isSet ? (
          <Link to={path} className="link link-block px-2">
            {CONSOLE.clear}
          </Link>
        ) : null}
      </div>
    </Form>
  )
}

function FilterInput({ field, value }: { field: FilterField; value: string }) {
  const { name, options, any = CONSOLE.any, input } = field
  const named = { id: `filter-${name}`, name }
  if (!options) {
    return <input {...input} {...named} defaultValue={value} className="input mt-1" />
  }
  return (
    <select {...named} defaultValue={value} className="input mt-1">
      <option value="">{any}</option>
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  )
}
