// What admins do about an order in review: propose, approve, turn down.
import { ProposeRuling, type RulingView } from '../../shared/api/reviews.ts'
import { Reason } from '../../shared/api/users.ts'
import { CONSOLE } from '../words/console.ts'
import { REVIEWS } from '../words/console-reviews.ts'
import type { Visit } from './api.server.ts'
import { sendForm } from './console-form.server.ts'
import { textOf } from './form.server.ts'

const HINTS = {
  text: REVIEWS.textError,
  sessionId: REVIEWS.chooseError,
  verdict: REVIEWS.chooseError,
  reason: REVIEWS.chooseError,
}

export function actOnReview(visit: Visit, purchaseId: string, form: FormData) {
  const intent = textOf(form, 'intent')
  const to = (what: string) => () => `/admin/reviews/${encodeURIComponent(purchaseId)}?done=${what}`
  if (intent === 'propose') {
    const fields = ['sessionId', 'verdict', 'reason', 'text'] as const
    const value = {
      purchaseId,
      ...Object.fromEntries(fields.map((name) => [name, textOf(form, name)])),
    }
    return sendForm<RulingView>(visit, form, {
      api: '/api/admin/rulings',
      body: { schema: ProposeRuling, value },
      hints: HINTS,
      to: to('propose'),
    })
  }
  // `approve rul_...`: several may wait at once.
  const [act = '', id = ''] = intent.split(' ')
  const verb = act === 'approve' ? 'approve' : 'reject'
  const api = `/api/admin/rulings/${encodeURIComponent(id)}/${verb}`
  const reason = { schema: Reason, value: { reason: textOf(form, 'reason') } }
  return sendForm<RulingView>(visit, form, {
    api,
    ...(verb === 'reject' && { body: reason, hints: { reason: CONSOLE.reasonError } }),
    to: to(verb),
  })
}
