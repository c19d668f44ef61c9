// Create account with e-mail and password.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react'
import { SignInOrUp } from '../components/AuthPage.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { authAction, authLoader } from '../lib/auth-page.server.ts'
import { described } from '../lib/meta.ts'
import { AUTH } from '../words/auth.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  described(AUTH['sign-up'], data?.address)

export const loader = (args: LoaderFunctionArgs) => authLoader(args)
export const action = () => authAction()

export default function SignUpPage() {
  const unready = useActionData<typeof action>()?.unready ?? false
  return <SignInOrUp kind="sign-up" {...useLoaderData<typeof loader>()} unready={unready} />
}

export { ErrorPage as ErrorBoundary }
