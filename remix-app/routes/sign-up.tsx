// Create account with e-mail and password.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { AuthForm } from '../components/AuthForm.tsx'
import { AuthPage } from '../components/AuthPage.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Notice } from '../components/Notice.tsx'
import { authAction, authLoader } from '../lib/auth-page.server.ts'

export const meta = () => [{ title: 'Create account · KAI Wallet' }]

export const loader = (args: LoaderFunctionArgs) => authLoader(args)
export const action = () => authAction()

export default function SignUpPage() {
  const { settings, next } = useLoaderData<typeof loader>()
  const unready = useActionData<typeof action>()?.unready ?? false
  const query = new URLSearchParams({ next })
  return (
    <AuthPage title="Create your account">
      <div className="mt-4 grid gap-3 empty:hidden">
        {unready ? <Notice tone="warn" title="The page was still loading. Try again." /> : null}
      </div>
      <AuthForm kind="sign-up" settings={settings} next={next} />
      <p className="mt-5 flex flex-wrap items-center gap-x-2 text-soft">
        Have an account already?
        <Link to={`/sign-in?${query}`} className="link link-block">
          Sign in
        </Link>
      </p>
    </AuthPage>
  )
}

export { ErrorPage as ErrorBoundary }
