// A form of the console: what was typed is checked by the API's own schema and sent under the
// form's key. What did not go through comes back with it; what did leads on.
import { data, redirect } from '@remix-run/cloudflare'
import type { ApiCall } from '../../shared/pages.ts'
import { CONSOLE } from '../words/console.ts'
import { callApi, type Visit } from './api.server.ts'
import type { ConsoleSent } from './console-sent.ts'
import { formKeyOf, newFormKey, textOf } from './form.server.ts'
import { isRetryable } from './problem.ts'

interface Schema {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: unknown }
    | { success: false; error: { issues: readonly { path: readonly PropertyKey[] }[] } }
}

interface Write<Value> {
  readonly api: string
  readonly method?: ApiCall['method']
  /** Without one the call has no body. */
  readonly body?: { readonly schema: Schema; readonly value: unknown }
  /** What would be right, by the name of the field. */
  readonly hints?: Readonly<Record<string, string>>
  /** Where it leads. */
  readonly to: (value: Value) => string
}

const KEPT = /^(?!key$)/

export async function sendForm<Value>(
  visit: Visit,
  form: FormData,
  { api, method = 'POST', body, hints = {}, to }: Write<Value>,
) {
  const key = formKeyOf(form)
  const sent = { intent: textOf(form, 'intent'), values: valuesOf(form) }
  const read = body?.schema.safeParse(body.value)
  if (read && !read.success) {
    const fields = read.error.issues.map(({ path }) => String(path[0]))
    const errors = Object.fromEntries(
      fields.map((name) => [name, hints[name] ?? CONSOLE.fieldError]),
    )
    const refused: ConsoleSent = { ...sent, key, errors, problem: null }
    return data(refused, { status: 400 })
  }
  const call: ApiCall = { method, idempotencyKey: key, ...(read && { body: read.data }) }
  const answer = await callApi<Value>(visit, api, call)
  if (answer.ok) return redirect(to(answer.value), { status: 303 })
  const { problem } = answer
  const again = isRetryable(problem) ? key : newFormKey()
  const refused: ConsoleSent = { ...sent, key: again, errors: {}, problem }
  return data(refused, { status: problem.status })
}

function valuesOf(form: FormData): Record<string, string> {
  const texts = [...form].filter(([name, value]) => KEPT.test(name) && typeof value === 'string')
  return Object.fromEntries(texts) as Record<string, string>
}
