// One of a few, in a form of the console.
import { CONSOLE } from '../../words/console.ts'

interface ChoiceProps {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly value?: string | undefined
  readonly error?: string | undefined
}

export function Choice({ id, name, label, options, value = '', error }: ChoiceProps) {
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
        aria-describedby={error ? `${id}-error` : undefined}
      >
        <option value="">{CONSOLE.choose}</option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
      {error ? (
        <p id={`${id}-error`} className="mt-1 text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
    </div>
  )
}
