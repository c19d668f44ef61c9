// A password that can be looked at, to spare people typing it blind.
import { useState } from 'react'
import { AUTH } from '../words/auth.ts'
import { Field } from './Field.tsx'
import { Icon } from './Icon.tsx'

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
      label={AUTH.password}
      type={shown ? 'text' : 'password'}
      autoComplete={fresh ? 'new-password' : 'current-password'}
      autoCapitalize="none"
      spellCheck={false}
      enterKeyHint="go"
      minLength={fresh ? 8 : undefined}
      hint={fresh ? AUTH.passwordHint : undefined}
      required
      error={error}
      aside={
        <button
          type="button"
          className="input-side needs-script"
          aria-label={AUTH.showPassword}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon name="eye" />
        </button>
      }
    />
  )
}
