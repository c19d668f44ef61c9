// A labelled input whose hint and error are read out with it.
import type { InputHTMLAttributes, ReactNode } from 'react'

interface LabelledProps {
  readonly id: string
  readonly label: string
  readonly error?: string | null | undefined
  readonly hint?: string | undefined
  /** Gets what ties the control to its label, hint and error. */
  readonly children: (ties: Ties) => ReactNode
}

interface Ties {
  readonly id: string
  readonly className: string
  readonly 'aria-invalid': true | undefined
  readonly 'aria-describedby': string | undefined
}

/** Around a control of any kind. */
export function Labelled({ id, label, error, hint, children }: LabelledProps) {
  const notes = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean)
  return (
    <div>
      <label htmlFor={id} className="block py-1 font-medium">
        {label}
      </label>
      {children({
        id,
        className: 'input',
        'aria-invalid': error ? true : undefined,
        'aria-describedby': notes.length > 0 ? notes.join(' ') : undefined,
      })}
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

type LabelProps = Omit<LabelledProps, 'children'>
interface FieldProps extends LabelProps, Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> {
  /** Beside the input, and after it for the keyboard. */
  readonly aside?: ReactNode
}

export function Field({ id, label, error, hint, aside, ...input }: FieldProps) {
  return (
    <Labelled {...{ id, label, error, hint }}>
      {(ties) => (
        <div className={aside ? 'input-pair' : undefined}>
          <input {...input} {...ties} />
          {aside}
        </div>
      )}
    </Labelled>
  )
}
