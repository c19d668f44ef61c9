// A link to a new password, by mail.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { AuthPage } from '../components/AuthPage.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ResetForm } from '../components/ResetForm.tsx'
import { authAction } from '../lib/auth-page.server.ts'

export const meta = () => [{ title: 'New password · KAI Wallet' }]

export const loader = ({ context }: LoaderFunctionArgs) => ({ settings: context.browser })
export const action = () => authAction()

export default function ResetPage() {
  const { settings } = useLoaderData<typeof loader>()
  return (
    <AuthPage title="Get a new password" text="We send a link to the e-mail of your account.">
      <ResetForm settings={settings} />
      <Link to="/sign-in" className="link link-block mt-4">
        Back to sign in
      </Link>
    </AuthPage>
  )
}

export { ErrorPage as ErrorBoundary }
