// What an admin does to one prediction: each act a form of its own, told apart by its intent.
import { data, redirect } from '@remix-run/cloudflare'
import type { PayoutJobView } from '../../shared/api/payouts.ts'
import type { AdminPrediction } from '../../shared/api/predictions.ts'
import type { ProposedResolution, ResolutionPreview } from '../../shared/api/resolutions.ts'
import { Reason } from '../../shared/api/users.ts'
import type { ApiCall } from '../../shared/pages.ts'
import { CONSOLE } from '../words/console.ts'
import { callApi, type Visit } from './api.server.ts'
import { sendForm } from './console-form.server.ts'
import { formKeyOf, newFormKey, textOf } from './form.server.ts'
import { draftIn, oddsTyped, type PredictionDraft } from './prediction-draft.ts'
import { errorsFrom, type PredictionErrors, readEdit } from './prediction-form.server.ts'
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
  readonly edit: {
    readonly draft: PredictionDraft
    readonly errors: PredictionErrors
    /** Nothing is saved before what its odds do was seen. */
    readonly lookFirst?: boolean
  } | null
  readonly resolve: {
    readonly draft: ResolveDraft
    readonly errors: ResolveErrors
    /** null = not looked at yet. */
    readonly preview: ResolutionPreview | null
  } | null
}

const NOTHING = { problem: null, edit: null, resolve: null }

export async function actOn(visit: Visit, id: string, form: FormData) {
  switch (textOf(form, 'intent')) {
    case 'edit':
    case 'unseen':
    case 'show':
      return edit(visit, id, form)
    case 'preview':
      return preview(visit, id, form)
    case 'resolve':
      return resolveNow(visit, id, form)
    case 'drive':
      return drive(visit, id, form)
    case 'approve':
      return sendForm<unknown>(visit, form, {
        api: proposalOf(form, 'approve'),
        to: doneAt(id, 'resolve'),
      })
    case 'reject':
      return reject(visit, id, form)
    case 'open':
      return simple(visit, id, form, 'open')
    default:
      return simple(visit, id, form, 'lock')
  }
}

type Deed = Intent | 'propose' | 'reject'
const doneAt = (id: string, deed: Deed) => () =>
  `/admin/predictions/${encodeURIComponent(id)}?done=${deed}`
const done = (id: string, deed: Deed) => redirect(doneAt(id, deed)(), { status: 303 })

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
  const draft = draftIn(form)
  const before = draftIn(form, 'was-')
  const read = readEdit(draft, before)
  const shown = (more: Omit<NonNullable<AdminSent['edit']>, 'draft'>): AdminSent => ({
    ...{ ...NOTHING, intent: 'edit', key },
    edit: { draft, ...more },
  })
  if (!read.ok) return data(shown({ errors: read.errors }), { status: 400 })
  if (textOf(form, 'intent') === 'show') return data(shown({ errors: {} }))
  if (isUnseen(form, draft, before)) return data(shown({ errors: {}, lookFirst: true }))
  const call: ApiCall = { method: 'PATCH', body: read.value, idempotencyKey: key }
  const path = `/api/admin/predictions/${encodeURIComponent(id)}`
  const answer = await callApi<AdminPrediction>(visit, path, call)
  if (answer.ok) return done(id, 'edit')
  const errors = errorsFrom(answer.problem)
  return refused('edit', key, answer.problem, { edit: { draft, errors } })
}

/** Other odds than those whose effect the page showed, while people commit at them. */
function isUnseen(form: FormData, draft: PredictionDraft, before: PredictionDraft): boolean {
  if (textOf(form, 'isOpen') === '' || textOf(form, 'intent') === 'unseen') return false
  const odds = oddsTyped(draft)
  return odds !== oddsTyped(before) && odds !== textOf(form, 'seen')
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
  return previewed(visit, id, draft, {})
}

/** Also when what was to be confirmed lacks something: it is shown again. */
async function previewed(visit: Visit, id: string, draft: ResolveDraft, errors: ResolveErrors) {
  const shown = { draft, errors, preview: null }
  const answer = await resolve(visit, id, draft, true)
  if (!answer.ok) return refused('resolve', draft.key, answer.problem, { resolve: shown })
  const resolved = { ...shown, preview: answer.value.preview }
  const sent: AdminSent = { ...NOTHING, intent: 'resolve', key: draft.key, resolve: resolved }
  return data(sent, { status: Object.keys(errors).length > 0 ? 400 : 200 })
}

async function resolveNow(visit: Visit, id: string, form: FormData) {
  const draft = readResolveForm(form)
  const errors = errorsOf(draft)
  if (Object.keys(errors).length > 0) return previewed(visit, id, draft, errors)
  const answer = await resolve(visit, id, draft, false)
  if (answer.ok) return done(id, answer.value.payout ? 'resolve' : 'propose')
  const resolved = { draft, errors: {}, preview: null }
  return refused('resolve', draft.key, answer.problem, { resolve: resolved })
}

const proposalOf = (form: FormData, verb: 'approve' | 'reject') =>
  `/api/admin/resolutions/${encodeURIComponent(textOf(form, 'proposal'))}/${verb}`

const reject = (visit: Visit, id: string, form: FormData) =>
  sendForm<ProposedResolution>(visit, form, {
    api: proposalOf(form, 'reject'),
    body: { schema: Reason, value: { reason: textOf(form, 'reason') } },
    hints: { reason: CONSOLE.reasonError },
    to: doneAt(id, 'reject'),
  })

async function drive(visit: Visit, id: string, form: FormData) {
  const key = formKeyOf(form)
  const path = `/api/admin/payout-jobs/${encodeURIComponent(textOf(form, 'job'))}/drive`
  const answer = await callApi<PayoutJobView>(visit, path, { method: 'POST', idempotencyKey: key })
  return answer.ok ? done(id, 'drive') : refused('drive', key, answer.problem)
}
