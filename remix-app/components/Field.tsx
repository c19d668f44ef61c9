// A labelled input whose hint and error are read out with it.
import type { InputHTMLAttributes, ReactNode } from 'react'

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly id: string
  readonly label: string
  readonly error?: string | null | undefined
  readonly hint?: string | undefined
  /** Beside the label. */
  readonly aside?: ReactNode
}

export function Field({ id, label, error, hint, aside, ...input }: FieldProps) {
  const notes = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean)
  return (
    <div>
      <div className="flex items-end justify-between gap-3">
        <label htmlFor={id} className="py-1 font-medium">
          {label}
        </label>
        {aside}
      </div>
      <input
        {...input}
        id={id}
        className="input"
        aria-invalid={error ? true : undefined}
        aria-describedby={notes.length > 0 ? notes.join(' ') : undefined}
      />
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
