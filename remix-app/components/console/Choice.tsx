// One of a few, in a form of the console.
import { CONSOLE } from '../../words/console.ts'
import { Labelled } from '../Field.tsx'

interface ChoiceProps {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly value?: string | undefined
  readonly hint?: string
  readonly error?: string | undefined
}

export function Choice({ name, options, value = '', ...about }: ChoiceProps) {
  return (
    <Labelled {...about}>
      {(ties) => (
        <select {...ties} name={name} defaultValue={value}>
          <option value="">{CONSOLE.choose}</option>
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}
