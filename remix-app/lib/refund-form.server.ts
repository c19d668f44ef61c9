// Refunding a purchase, in two steps: what it would do, then sending it.
import { type RefundAnswer, type RefundQuote, RequestRefund } from '../../shared/api/refunds.ts'
import { REFUND } from '../words/console-purchases.ts'
import { type Answer, callApi, type Visit } from './api.server.ts'
import { askForm, sendForm } from './console-form.server.ts'
import { CONSOLE_PATHS } from './console-paths.ts'
import { textOf } from './form.server.ts'
import { centsOf } from './package-form.server.ts'

const API = '/api/admin/refunds'

export function refundOn(visit: Visit, purchaseId: string, form: FormData) {
  const dryRun = textOf(form, 'intent') !== 'refund'
  const quote = textOf(form, 'quote')
  const value = {
    purchaseId,
    cents: centsOf(textOf(form, 'cents')),
    reason: textOf(form, 'reason'),
    text: textOf(form, 'text'),
    dryRun,
    // What was seen is what is done, or nothing is.
    ...(!dryRun && { quote }),
  }
  const filled = { body: { schema: RequestRefund, value }, hints: REFUND.hints }
  if (dryRun) {
    const look = (body: RequestRefund, key: string) => quoteOf(visit, body, key)
    return askForm<RefundQuote, RequestRefund>(form, { ...filled, look })
  }
  return sendForm<RefundAnswer>(visit, form, {
    ...filled,
    api: API,
    to: ({ refund }) => `${CONSOLE_PATHS.refund(refund?.id ?? '')}?done=refund`,
  })
}

async function quoteOf(
  visit: Visit,
  body: RequestRefund,
  key: string,
): Promise<Answer<RefundQuote>> {
  const call = { method: 'POST', body, idempotencyKey: key } as const
  const answer = await callApi<RefundAnswer>(visit, API, call)
  if (!answer.ok) return answer
  const { quote } = answer.value
  if (!quote) throw new Error('a dry run was answered without a quote')
  return { ...answer, value: quote }
}
