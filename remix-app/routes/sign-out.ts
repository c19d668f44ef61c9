// Ends the session; a plain form posts here, so that it works without JavaScript.
import { type ActionFunctionArgs, redirect } from '@remix-run/cloudflare'
import { callApi, orPage } from '../lib/api.server.ts'

export const loader = () => redirect('/')

export async function action({ request, context }: ActionFunctionArgs) {
  const answer = await callApi({ request, context }, '/api/session', { method: 'DELETE' })
  orPage(answer)
  return redirect('/')
}
