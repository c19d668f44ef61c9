// Proposing an adjustment, in two steps: what it would do to the balance, then proposing it.
import { type AdjustmentView, ProposeAdjustment } from '../../shared/api/adjustments.ts'
import { Reason, type UserAdminView } from '../../shared/api/users.ts'
import { CONSOLE } from '../words/console.ts'
import { PROPOSE } from '../words/console-adjustments.ts'
import { effectOf, type Standing, standingOf } from './adjustment-effect.ts'
import { type Answer, callApi, type Visit } from './api.server.ts'
import { askForm, sendForm } from './console-form.server.ts'
import { CONSOLE_PATHS } from './console-paths.ts'
import { textOf, wholeOf } from './form.server.ts'

export interface AdjustmentQuote {
  readonly asked: ProposeAdjustment
  readonly before: Standing
  readonly after: Standing
}

export function proposeOn(visit: Visit, form: FormData) {
  const text = (name: string) => textOf(form, name)
  const value = {
    userId: text('userId'),
    direction: text('direction'),
    tokens: wholeOf(text('tokens')),
    reason: text('reason'),
    text: text('text'),
  }
  const filled = { body: { schema: ProposeAdjustment, value }, hints: PROPOSE.hints }
  if (text('intent') !== 'propose') {
    return askForm(form, { ...filled, look: (asked: ProposeAdjustment) => lookAt(visit, asked) })
  }
  return sendForm<AdjustmentView>(visit, form, {
    ...filled,
    api: '/api/admin/adjustments',
    to: ({ id }) => `${CONSOLE_PATHS.adjustment(id)}?done=propose`,
  })
}

async function lookAt(visit: Visit, asked: ProposeAdjustment): Promise<Answer<AdjustmentQuote>> {
  const path = `/api/admin/users/${encodeURIComponent(asked.userId)}`
  const answer = await callApi<UserAdminView>(visit, path)
  if (!answer.ok) return answer
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
