// The frame of the sign-in pages.
import { Link, useNavigate } from '@remix-run/react'
import { type MouseEvent, type ReactNode, useEffect } from 'react'
import type { authLoader } from '../lib/auth-page.server.ts'
import type { SignInKind } from '../lib/session.ts'
import { AUTH } from '../words/auth.ts'
import { AuthForm, EMAIL } from './AuthForm.tsx'
import { Mark } from './Logo.tsx'
import { Notice } from './Notice.tsx'

interface AuthPageProps {
  readonly title: string
  readonly text?: string
  readonly children: ReactNode
}

export function AuthPage({ title, text, children }: AuthPageProps) {
  // A form that met the end of the session keeps its page's place; this page has another.
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [])
  return (
    <div className="page max-w-md">
      <div className="card p-5 sm:p-8">
        <Mark className="mb-5 size-12" />
        <h1 className="text-3xl">{title}</h1>
        {text ? <p className="mt-2 text-soft">{text}</p> : null}
        {children}
      </div>
    </div>
  )
}

/** Takes along what was typed; not in the address, which is written down in many places. */
function Forgot({ to }: { to: string }) {
  const navigate = useNavigate()
  const go = (event: MouseEvent) => {
    event.preventDefault()
    const field = document.querySelector<HTMLInputElement>(`#${EMAIL.id}`)
    navigate(to, { state: { email: field?.value } })
  }
  return (
    <Link to={to} onClick={go} className="link link-block">
      {AUTH.forgot}
    </Link>
  )
}

interface SignInPageProps extends Omit<ReturnType<typeof authLoader>, 'address'> {
  readonly kind: SignInKind
  /** Sent before its script was there. */
  readonly unready: boolean
}

/** Signing in and up differ in words, and each leads to the other with where to go afterwards. */
export function SignInOrUp({ kind, settings, next, reason, unready }: SignInPageProps) {
  const words = AUTH[kind]
  const query = new URLSearchParams({ next })
  return (
    <AuthPage title={words.title}>
      <div className="mt-4 grid gap-3 empty:hidden">
        {reason && (reason !== 'needed' || kind === 'sign-in') ? (
          <Notice title={AUTH.reasons[reason]} />
        ) : null}
        {unready ? <Notice tone="warn" title={AUTH.unready} /> : null}
      </div>
      <AuthForm kind={kind} settings={settings} next={next} />
      <p className="mt-5 flex flex-wrap items-center gap-x-2 text-soft">
        {words.other}
        <Link
          to={`/${kind === 'sign-in' ? 'sign-up' : 'sign-in'}?${query}`}
          className="link link-block"
        >
          {kind === 'sign-in' ? AUTH.toSignUp : AUTH.toSignIn}
        </Link>
      </p>
      {kind === 'sign-in' ? <Forgot to={`/reset-password?${query}`} /> : null}
    </AuthPage>
  )
}
