// What an admin does to one prediction: each act a form of its own, told apart by its intent.
import { data, redirect } from '@remix-run/cloudflare'
import type { PayoutJobView } from '../../shared/api/payouts.ts'
import type {
  AdminPrediction,
  AdminPredictionList,
  PredictionView,
} from '../../shared/api/predictions.ts'
import type { ResolutionPreview } from '../../shared/api/resolutions.ts'
import type { ApiCall } from '../../shared/pages.ts'
import { type Answer, callApi, type Visit } from './api.server.ts'
import { formKeyOf, newFormKey, textOf } from './form.server.ts'
import {
  draftOf,
  errorsFrom,
  type PredictionDraft,
  type PredictionErrors,
  readBefore,
  readEdit,
} from './prediction-form.server.ts'
import { isRetryable, type ProblemView } from './problem.ts'
import {
  errorsOf,
  type ResolveDraft,
  type ResolveErrors,
  readResolveForm,
  resolve,
} from './resolve-form.server.ts'

export type Intent = 'edit' | 'open' | 'lock' | 'resolve' | 'drive'
/** What the page shows after a form that changed nothing. */
export interface AdminSent {
  readonly intent: Intent
  readonly key: string
  readonly problem: ProblemView | null
  readonly edit: { readonly draft: PredictionDraft; readonly errors: PredictionErrors } | null
  readonly resolve: {
    readonly draft: ResolveDraft
    readonly errors: ResolveErrors
    /** null = not looked at yet. */
    readonly preview: ResolutionPreview | null
  } | null
}

const NOTHING = { problem: null, edit: null, resolve: null }
const DRAFT_PAGES_MAX = 5

/** Drafts are in the admins' list only; everything else everybody can read by its id. */
export async function readAnyPrediction(visit: Visit, id: string): Promise<Answer<PredictionView>> {
  const seen = await callApi<PredictionView>(visit, `/api/predictions/${encodeURIComponent(id)}`)
  if (seen.ok || seen.problem.code !== 'PREDICTION_NOT_FOUND') return seen
  const query = new URLSearchParams({ status: 'draft', limit: '100' })
  for (let page = 0; page < DRAFT_PAGES_MAX; page += 1) {
    const drafts = await callApi<AdminPredictionList>(visit, `/api/admin/predictions?${query}`)
    if (!drafts.ok) return drafts
    const value = drafts.value.items.find((draft) => draft.id === id)
    if (value) return { ok: true, value, replayed: false }
    if (drafts.value.nextCursor === null) break
    query.set('cursor', drafts.value.nextCursor)
  }
  return seen
}

export async function actOn(visit: Visit, id: string, form: FormData) {
  switch (textOf(form, 'intent')) {
    case 'edit':
      return edit(visit, id, form)
    case 'preview':
      return preview(visit, id, form)
    case 'resolve':
      return resolveNow(visit, id, form)
    case 'drive':
      return drive(visit, id, form)
    case 'open':
      return simple(visit, id, form, 'open')
    default:
      return simple(visit, id, form, 'lock')
  }
}

const done = (id: string, intent: Intent) =>
  redirect(`/admin/predictions/${encodeURIComponent(id)}?done=${intent}`, { status: 303 })

function refused(intent: Intent, key: string, problem: ProblemView, more: Partial<AdminSent> = {}) {
  const again = isRetryable(problem) ? key : newFormKey()
  const sent: AdminSent = { ...NOTHING, ...more, intent, key: again, problem }
  return data(sent, { status: problem.status })
}

async function simple(visit: Visit, id: string, form: FormData, intent: 'open' | 'lock') {
  const key = formKeyOf(form)
  const call: ApiCall = { method: 'POST', idempotencyKey: key }
  const path = `/api/admin/predictions/${encodeURIComponent(id)}/${intent}`
  const answer = await callApi<AdminPrediction>(visit, path, call)
  return answer.ok ? done(id, intent) : refused(intent, key, answer.problem)
}

async function edit(visit: Visit, id: string, form: FormData) {
  const key = formKeyOf(form)
  const draft = draftOf(form)
  const read = readEdit(draft, readBefore(form))
  if (!read.ok) {
    const sent: AdminSent = {
      ...NOTHING,
      intent: 'edit',
      key,
      edit: { draft, errors: read.errors },
    }
    return data(sent, { status: 400 })
  }
  const call: ApiCall = { method: 'PATCH', body: read.value, idempotencyKey: key }
  const path = `/api/admin/predictions/${encodeURIComponent(id)}`
  const answer = await callApi<AdminPrediction>(visit, path, call)
  if (answer.ok) return done(id, 'edit')
  const errors = errorsFrom(answer.problem)
  return refused('edit', key, answer.problem, { edit: { draft, errors } })
}

async function preview(visit: Visit, id: string, form: FormData) {
  const draft = readResolveForm(form)
  const { key } = draft
  const errors = errorsOf(draft)
  const shown = { draft, errors, preview: null }
  if (Object.keys(errors).length > 0) {
    const sent: AdminSent = { ...NOTHING, intent: 'resolve', key, resolve: shown }
    return data(sent, { status: 400 })
  }
  const answer = await resolve(visit, id, draft, true)
  if (!answer.ok) return refused('resolve', key, answer.problem, { resolve: shown })
  const resolved = { ...shown, preview: answer.value.preview }
  return data({ ...NOTHING, intent: 'resolve', key, resolve: resolved } satisfies AdminSent)
}

async function resolveNow(visit: Visit, id: string, form: FormData) {
  const draft = readResolveForm(form)
  const answer = await resolve(visit, id, draft, false)
  if (answer.ok) return done(id, 'resolve')
  const resolved = { draft, errors: {}, preview: null }
  return refused('resolve', draft.key, answer.problem, { resolve: resolved })
}

async function drive(visit: Visit, id: string, form: FormData) {
  const key = formKeyOf(form)
  const path = `/api/admin/payout-jobs/${encodeURIComponent(textOf(form, 'job'))}/drive`
  const answer = await callApi<PayoutJobView>(visit, path, { method: 'POST', idempotencyKey: key })
  return answer.ok ? done(id, 'drive') : refused('drive', key, answer.problem)
}
