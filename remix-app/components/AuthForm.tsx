// E-mail and password. Firebase is fetched when the form is touched, not before.
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { BrowserSettings } from '../../shared/pages.ts'
import type { AuthTrouble } from '../lib/auth-errors.ts'
import { useHydrated } from '../lib/browser.ts'
import { loadFirebase, type SignInKind, signIn } from '../lib/session.ts'
import { Field } from './Field.tsx'
import { Spinner } from './Icon.tsx'
import { Notice } from './Notice.tsx'
import { PasswordField } from './PasswordField.tsx'

interface AuthFormProps {
  readonly kind: SignInKind
  readonly settings: BrowserSettings
  readonly next: string
}

const VERBS = {
  'sign-in': { idle: 'Sign in', busy: 'Signing in…' },
  'sign-up': { idle: 'Create account', busy: 'Creating your account…' },
} as const

export function AuthForm({ kind, settings, next }: AuthFormProps) {
  const { trouble, busy, onSubmit } = useSignIn(kind, settings, next)
  const hydrated = useHydrated()
  const form = useTroubleFocus(trouble)
  const verb = VERBS[kind]
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
      <Field
        id="email"
        name="email"
        label="E-mail"
        type="email"
        autoComplete={kind === 'sign-in' ? 'username' : 'email'}
        required
        error={trouble?.field === 'email' ? trouble.text : null}
      />
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
        {busy ? verb.busy : verb.idle}
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
    if (met === null) return window.location.assign(next)
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
        <p>
          Signing in needs JavaScript, this once. Turn it on for this page and reload; the wallet
          itself works without.
        </p>
      </div>
    </noscript>
  )
}
