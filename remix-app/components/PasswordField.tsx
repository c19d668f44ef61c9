// A password that can be looked at, to spare people typing it blind.
import { useState } from 'react'
import { Field } from './Field.tsx'

interface PasswordFieldProps {
  readonly fresh: boolean
  readonly error: string | null
}

export function PasswordField({ fresh, error }: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  return (
    <Field
      id="password"
      name="password"
      label="Password"
      type={shown ? 'text' : 'password'}
      autoComplete={fresh ? 'new-password' : 'current-password'}
      minLength={fresh ? 8 : undefined}
      hint={fresh ? 'At least 8 characters.' : undefined}
      required
      error={error}
      aside={
        <button
          type="button"
          className="link link-block px-1 text-sm"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          Show password
        </button>
      }
    />
  )
}
