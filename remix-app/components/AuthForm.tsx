// E-mail and password. Firebase is fetched when the form is touched, not before.
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { BrowserSettings } from '../../shared/pages.ts'
import { arrive } from '../lib/arrival.ts'
import { useHydrated } from '../lib/browser.ts'
import { loadFirebase, type SignInKind, signIn } from '../lib/session.ts'
import { AUTH, type AuthTrouble } from '../words/auth.ts'
import { Field } from './Field.tsx'
import { Spinner } from './Icon.tsx'
import { Notice } from './Notice.tsx'
import { PasswordField } from './PasswordField.tsx'

interface AuthFormProps {
  readonly kind: SignInKind
  readonly settings: BrowserSettings
  readonly next: string
}

/** What password managers keep the password under, in every form of the kind. */
export const EMAIL = {
  id: 'email',
  name: 'email',
  label: AUTH.email,
  type: 'email',
  autoComplete: 'username',
  autoCapitalize: 'none',
  spellCheck: false,
  required: true,
} as const

export function AuthForm({ kind, settings, next }: AuthFormProps) {
  const { trouble, busy, onSubmit } = useSignIn(kind, settings, next)
  const hydrated = useHydrated()
  const form = useTroubleFocus(trouble)
  const words = AUTH[kind]
  return (
    <form
      ref={form}
      method="post"
      onSubmit={onSubmit}
      onFocus={() => void loadFirebase().catch(() => null)}
      className="mt-6 grid gap-4"
    >
      <NeedsScript />
      {trouble && trouble.field === null ? (
        <div tabIndex={-1} role="alert" data-trouble>
          <Notice tone="bad" title={trouble.text} />
        </div>
      ) : null}
      <Field {...EMAIL} error={trouble?.field === 'email' ? trouble.text : null} />
      <PasswordField
        fresh={kind === 'sign-up'}
        error={trouble?.field === 'password' ? trouble.text : null}
      />
      <button
        type="submit"
        className="btn btn-primary mt-1"
        disabled={!hydrated}
        aria-disabled={busy}
      >
        {busy ? <Spinner /> : null}
        {busy ? words.busy : words.verb}
      </button>
    </form>
  )
}

function useSignIn(kind: SignInKind, settings: BrowserSettings, next: string) {
  const [trouble, setTrouble] = useState<AuthTrouble | null>(null)
  const [busy, setBusy] = useState(false)
  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy) return
    const fields = new FormData(event.currentTarget)
    setBusy(true)
    setTrouble(null)
    const email = String(fields.get('email') ?? '').trim()
    const password = String(fields.get('password') ?? '')
    const met = await signIn(kind, settings, { email, password })
    // A whole new document: every part of it must know who is signed in.
    if (met === null) return arrive(next)
    setTrouble(met)
    setBusy(false)
  }
  return { trouble, busy, onSubmit }
}

/** Moves the focus to what is wrong: the field, else the message. */
export function useTroubleFocus(trouble: AuthTrouble | null) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (!trouble) return
    const place = trouble.field ? `#${trouble.field}` : '[data-trouble]'
    form.current?.querySelector<HTMLElement>(place)?.focus()
  }, [trouble])
  return form
}

export function NeedsScript() {
  return (
    <noscript>
      <div className="notice notice-warn">
        <p>{AUTH.needsScript}</p>
      </div>
    </noscript>
  )
}
