// Sign in with e-mail and password.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { AuthForm } from '../components/AuthForm.tsx'
import { AuthPage } from '../components/AuthPage.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Notice } from '../components/Notice.tsx'
import { authAction, authLoader } from '../lib/auth-page.server.ts'

export const meta = () => [{ title: 'Sign in · KAI Wallet' }]

export const loader = (args: LoaderFunctionArgs) => authLoader(args)
export const action = () => authAction()

export default function SignInPage() {
  const { settings, next, ended } = useLoaderData<typeof loader>()
  const unready = useActionData<typeof action>()?.unready ?? false
  const query = new URLSearchParams({ next })
  return (
    <AuthPage title="Welcome back">
      <div className="mt-4 grid gap-3 empty:hidden">
        {ended ? <Notice title="Your session has ended. Sign in again to go on." /> : null}
        {unready ? <Notice tone="warn" title="The page was still loading. Try again." /> : null}
      </div>
      <AuthForm kind="sign-in" settings={settings} next={next} />
      <p className="mt-5 flex flex-wrap items-center gap-x-2 text-soft">
        New here?
        <Link to={`/sign-up?${query}`} className="link link-block">
          Create an account
        </Link>
      </p>
      <Link to="/reset-password" className="link link-block">
        Forgot the password?
      </Link>
    </AuthPage>
  )
}

export { ErrorPage as ErrorBoundary }
