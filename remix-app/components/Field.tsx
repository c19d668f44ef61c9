// A labelled input whose hint and error are read out with it.
import type { InputHTMLAttributes, ReactNode } from 'react'

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly id: string
  readonly label: string
  readonly error?: string | null | undefined
  readonly hint?: string | undefined
  /** Beside the input, and after it for the keyboard. */
  readonly aside?: ReactNode
}

export function Field({ id, label, error, hint, aside, ...input }: FieldProps) {
  const notes = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean)
  return (
    <div>
      <label htmlFor={id} className="block py-1 font-medium">
        {label}
      </label>
      <div className={aside ? 'input-pair' : undefined}>
        <input
          {...input}
          id={id}
          className="input"
          aria-invalid={error ? true : undefined}
          aria-describedby={notes.length > 0 ? notes.join(' ') : undefined}
        />
        {aside}
      </div>
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
