// Proposing an adjustment, in two steps: what it would do to the balance, then proposing it.
import { type AdjustmentView, ProposeAdjustment } from '../../shared/api/adjustments.ts'
import type { SettingsView } from '../../shared/api/console.ts'
import { type AnyUser, Reason, type UserList } from '../../shared/api/users.ts'
import { AMOUNT_MAX } from '../../shared/tokens.ts'
import { CONSOLE } from '../words/console.ts'
import { PROPOSE } from '../words/console-adjustments.ts'
import { effectOf, type Standing, standingOf } from './adjustment-effect.ts'
import { type Answer, callApi, type Visit } from './api.server.ts'
import { askForm, sendForm } from './console-form.server.ts'
import { CONSOLE_PATHS } from './console-paths.ts'
import { textOf, wholeOf } from './form.server.ts'
import { formatFor } from './format.ts'
import { advised } from './problem.ts'

export interface AdjustmentQuote {
  readonly asked: ProposeAdjustment
  readonly before: Standing
  readonly after: Standing
}

export async function proposeOn(visit: Visit, form: FormData) {
  const text = (name: string) => textOf(form, name)
  const isLook = text('intent') !== 'propose'
  const [userId, bound] = await Promise.all([
    isLook ? userIdOf(visit, text('userId')) : text('userId'),
    isLook ? boundOf(visit) : null,
  ])
  const value = {
    userId,
    direction: text('direction'),
    tokens: wholeOf(text('tokens')),
    reason: text('reason'),
    text: text('text'),
  }
  if (isLook) {
    const { locale, zone } = visit.context
    const most = bound ?? AMOUNT_MAX
    const tokens = PROPOSE.tokensHint(formatFor(locale, zone).tokens(most))
    const schema = ProposeAdjustment.extend({ tokens: ProposeAdjustment.shape.tokens.max(most) })
    const hints = { ...PROPOSE.hints, tokens }
    const look = (asked: ProposeAdjustment) => lookAt(visit, asked)
    return askForm(form, { body: { schema, value }, hints, look })
  }
  const filled = { body: { schema: ProposeAdjustment, value }, hints: PROPOSE.hints }
  return sendForm<AdjustmentView>(visit, form, {
    ...filled,
    api: '/api/admin/adjustments',
    to: ({ id }) => `${CONSOLE_PATHS.adjustment(id)}?done=propose`,
  })
}

/** People are found by their e-mail too; what nobody has is told by the look. */
async function userIdOf(visit: Visit, typed: string): Promise<string> {
  if (!typed.includes('@')) return typed
  const found = await callApi<UserList>(
    visit,
    `/api/admin/users?${new URLSearchParams({ q: typed })}`,
  )
  const [one, other] = found.ok ? found.value.items : []
  return one && !other ? one.userId : typed
}

/** Of one adjustment; null: not known just now, and told once it is proposed. */
async function boundOf(visit: Visit): Promise<number | null> {
  const settings = await callApi<SettingsView>(visit, '/api/admin/settings')
  return settings.ok ? settings.value.caps.adjustmentTokens : null
}

async function lookAt(visit: Visit, asked: ProposeAdjustment): Promise<Answer<AdjustmentQuote>> {
  const path = `/api/admin/users/${encodeURIComponent(asked.userId)}`
  const answer = await callApi<AnyUser>(visit, path)
  if (!answer.ok) return answer
  // Nobody can adjust what nobody can read; the person's page says more.
  if ('unreadable' in answer.value) {
    const { requestId } = visit.context
    const failed = { code: 'INTERNAL', status: 500, detail: '', retryAfterSeconds: null } as const
    return { ok: false, problem: advised({ ...failed, requestId }, 'admin') }
  }
  const before = standingOf(answer.value.balance)
  return { ...answer, value: { asked, before, after: effectOf(before, asked) } }
}

export function decideOn(visit: Visit, id: string, form: FormData) {
  const act = textOf(form, 'intent') === 'approve' ? 'approve' : 'reject'
  const reason = { schema: Reason, value: { reason: textOf(form, 'reason') } }
  return sendForm<AdjustmentView>(visit, form, {
    api: `/api/admin/adjustments/${encodeURIComponent(id)}/${act}`,
    ...(act === 'reject' && { body: reason, hints: { reason: CONSOLE.reasonError } }),
    to: () => `${CONSOLE_PATHS.adjustment(id)}?done=${act}`,
  })
}
