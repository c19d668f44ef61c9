// Ends the session, or every session; a plain form posts here, so that it works without JavaScript.
import { type ActionFunctionArgs, redirect } from '@remix-run/cloudflare'
import { callApi, orPage } from '../lib/api.server.ts'
import { textOf } from '../lib/form.server.ts'
import { isRetryable } from '../lib/problem.ts'

export const loader = () => redirect('/')

export async function action({ request, context }: ActionFunctionArgs) {
  const visit = { request, context }
  const everywhere = textOf(await request.formData(), 'everywhere') === 'on'
  const path = everywhere ? '/api/session/all' : '/api/session'
  const answer = await callApi(visit, path, { method: 'DELETE' })
  // Somebody relies on it: an outage must be told where it can be tried again.
  if (everywhere && !answer.ok && isRetryable(answer.problem)) {
    return redirect('/account?failed=everywhere#devices')
  }
  orPage(answer)
  return redirect(everywhere ? '/sign-in?reason=everywhere' : '/')
}
