// A link to a new password, by mail.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, type MetaFunction, useLoaderData, useLocation } from '@remix-run/react'
import { AuthPage } from '../components/AuthPage.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ResetForm } from '../components/ResetForm.tsx'
import { authAction, nextOf } from '../lib/auth-page.server.ts'
import { addressOf, described } from '../lib/meta.ts'
import { RESET } from '../words/auth.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => described(RESET, data?.address)

export const loader = ({ request, context }: LoaderFunctionArgs) => ({
  settings: context.browser,
  next: nextOf(request),
  email: context.viewer?.email ?? '',
  address: addressOf({ request, context }),
})
export const action = () => authAction()

export default function ResetPage() {
  const { settings, next, email } = useLoaderData<typeof loader>()
  const { state } = useLocation()
  const typed = (state as { email?: string } | null)?.email
  return (
    <AuthPage title={RESET.title} text={RESET.text}>
      <ResetForm settings={settings} email={typed || email} />
      <Link to={`/sign-in?${new URLSearchParams({ next })}`} className="link link-block mt-4">
        {RESET.back}
      </Link>
    </AuthPage>
  )
}

export { ErrorPage as ErrorBoundary }
