// One of a few, in a form of the console.
import { CONSOLE } from '../../words/console.ts'

interface ChoiceProps {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly value?: string | undefined
  readonly hint?: string
  readonly error?: string | undefined
}

export function Choice(props: ChoiceProps) {
  const { id, name, label, options, value = '', hint, error } = props
  const notes = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean)
  return (
    <div>
      <label htmlFor={id} className="block py-1 font-medium">
        {label}
      </label>
      <select
        id={id}
        name={name}
        defaultValue={value}
        className="input"
        aria-invalid={error ? true : undefined}
        aria-describedby={notes.length > 0 ? notes.join(' ') : undefined}
      >
        <option value="">{CONSOLE.choose}</option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-sm text-soft">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="mt-1 text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
    </div>
  )
}
