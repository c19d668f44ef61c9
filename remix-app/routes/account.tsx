// The own limits: what may be bought and committed a day, and a break from all of it.
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { LimitsView } from '../../shared/api/account.ts'
import { BreakForm } from '../components/BreakForm.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { LimitsForm } from '../components/LimitsForm.tsx'
import { LimitsToday } from '../components/LimitsToday.tsx'
import { Notice } from '../components/Notice.tsx'
import { callApi, orPage, requireViewer } from '../lib/api.server.ts'
import { textOf } from '../lib/form.server.ts'
import { draftOfLimits, draftOfView, readBreak, readCaps } from '../lib/limits-form.server.ts'
import { useSent } from '../lib/sent.ts'

export const meta = () => [{ title: 'Limits and breaks · KAI Wallet' }]

const API_PATH = '/api/account/limits'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireViewer(visit)
  const limits = orPage(await callApi<LimitsView>(visit, API_PATH))
  const saved = new URL(request.url).searchParams.get('saved')
  return { limits, draft: draftOfView(limits), saved, now: context.now }
}

// Putting the same limits twice changes nothing, and a break begun twice in a moment ends where the
// later one does: no key is needed here.
export async function action({ request, context }: ActionFunctionArgs) {
  const visit = { request, context }
  requireViewer(visit)
  const form = await request.formData()
  const draft = draftOfLimits(form)
  const about = textOf(form, 'intent') === 'break' ? 'break' : 'limits'
  const limits = orPage(await callApi<LimitsView>(visit, API_PATH))
  const sure = textOf(form, 'sure') === 'on'
  const read = about === 'break' ? readBreak(draft, limits, sure) : readCaps(draft)
  if (!read.ok) return data({ about, draft, errors: read.errors, problem: null }, { status: 400 })
  const call = { method: 'PUT', body: read.value } as const
  const answer = await callApi<LimitsView>(visit, API_PATH, call)
  if (!answer.ok) {
    const { problem } = answer
    return data({ about, draft, errors: {}, problem }, { status: problem.status })
  }
  return redirect(`/account?saved=${about}`, { status: 303 })
}

const SAVED = {
  limits: 'Your limits are saved',
  break: 'Your break has begun',
} as const

export default function AccountPage() {
  const { limits, draft, saved, now } = useLoaderData<typeof loader>()
  const sent = useSent<typeof action>()
  const done = saved === 'break' || saved === 'limits' ? SAVED[saved] : null
  const sentFor = (about: 'limits' | 'break') => (sent?.about === about ? sent : null)
  return (
    <div className="page max-w-3xl">
      <h1>Limits and breaks</h1>
      <p className="mt-2 text-soft">You set them, and nobody at KAI can loosen them for you.</p>
      <div role="status" className="mt-4 empty:hidden">
        {done && !sent ? <Notice title={done} /> : null}
      </div>
      <LimitsToday limits={limits} now={now} />
      <LimitsForm draft={sentFor('limits')?.draft ?? draft} sent={sentFor('limits')} />
      <BreakForm draft={sentFor('break')?.draft ?? draft} sent={sentFor('break')} />
    </div>
  )
}

export { ErrorPage as ErrorBoundary }
