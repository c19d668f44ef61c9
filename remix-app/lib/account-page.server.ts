// What the account page reads, and what its forms do.
import { data, redirect } from '@remix-run/cloudflare'
import type { LimitsView, ProfileView } from '../../shared/api/account.ts'
import { type Answer, callApi, orPage, requireViewer, section, type Visit } from './api.server.ts'
import { textOf } from './form.server.ts'
import { draftOfLimits, draftOfView, readBreak, readCaps } from './limits-form.server.ts'
import { readProfile } from './profile-form.server.ts'

const LIMITS_PATH = '/api/account/limits'
const PROFILE_PATH = '/api/account/profile'
const SAVED = ['name', 'limits', 'later', 'break'] as const

export async function accountLoader(visit: Visit) {
  const viewer = requireViewer(visit)
  const [limits, profile] = await Promise.all([
    callApi<LimitsView>(visit, LIMITS_PATH),
    callApi<ProfileView>(visit, PROFILE_PATH),
  ])
  const query = new URL(visit.request.url).searchParams
  const known = orPage(limits)
  return {
    email: viewer.email,
    // While the sign-in service is away, its part of the page is; the limits hold nevertheless.
    profile: section(profile),
    limits: known,
    draft: draftOfView(known),
    saved: SAVED.find((each) => each === query.get('saved')) ?? null,
    failed: query.get('failed') === 'everywhere',
    now: visit.context.now,
  }
}

// Putting the same name or limits twice changes nothing, and a break begun twice in a moment ends
// where the later one does: no key is needed here.
export async function accountAction(visit: Visit) {
  requireViewer(visit)
  const form = await visit.request.formData()
  const intent = textOf(form, 'intent')
  if (intent === 'profile') return saveProfile(visit, form)
  return saveLimits(visit, form, intent === 'break' ? 'break' : 'limits')
}

async function saveProfile(visit: Visit, form: FormData) {
  const draft = { ...draftOfLimits(form), displayName: textOf(form, 'displayName') }
  const read = readProfile(form)
  if (!read.ok) return refused('profile', draft, { displayName: read.error })
  const call = { method: 'PUT', body: read.value } as const
  return settled('profile', draft, await callApi<ProfileView>(visit, PROFILE_PATH, call), 'name')
}

async function saveLimits(visit: Visit, form: FormData, about: 'limits' | 'break') {
  const draft = { ...draftOfLimits(form), displayName: '' }
  const limits = orPage(await callApi<LimitsView>(visit, LIMITS_PATH))
  const sure = textOf(form, 'sure') === 'on'
  const read = about === 'break' ? readBreak(draft, limits, sure) : readCaps(draft)
  if (!read.ok) return refused(about, draft, read.errors)
  const call = { method: 'PUT', body: read.value } as const
  const answer = await callApi<LimitsView>(visit, LIMITS_PATH, call)
  const isLater = about === 'limits' && answer.ok && answer.value.wished !== null
  return settled(about, draft, answer, isLater ? 'later' : about)
}

type About = 'profile' | 'limits' | 'break'
type Saved = (typeof SAVED)[number]
type Draft = ReturnType<typeof draftOfLimits> & { readonly displayName: string }
type Errors = { readonly [F in keyof Draft | 'sure']?: string }

const refused = (about: About, draft: Draft, errors: Errors) =>
  data({ about, draft, errors, problem: null }, { status: 400 })

function settled(about: About, draft: Draft, answer: Answer<unknown>, saved: Saved) {
  const errors: Errors = {}
  if (!answer.ok) {
    const { problem } = answer
    return data({ about, draft, errors, problem }, { status: problem.status })
  }
  const place = about === 'profile' ? 'profile' : 'limits'
  return redirect(`/account?saved=${saved}#${place}`, { status: 303 })
}
