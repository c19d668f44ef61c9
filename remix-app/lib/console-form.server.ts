// A form of the console: what was typed is checked by the API's own schema and sent under the
// form's key. What did not go through comes back with it; what did leads on. Where an act is shown
// before it is done, its form is asked first, and the same key goes along with both.
import { data, redirect } from '@remix-run/cloudflare'
import type { ApiCall } from '../../shared/pages.ts'
import { CONSOLE } from '../words/console.ts'
import { type Answer, callApi, type Visit } from './api.server.ts'
import type { ConsoleSent, Quoted } from './console-sent.ts'
import { formKeyOf, newFormKey, textOf } from './form.server.ts'
import { isRetryable } from './problem.ts'

interface Schema {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: unknown }
    | { success: false; error: { issues: readonly { path: readonly PropertyKey[] }[] } }
}

interface Filled {
  /** Without one the call has no body. */
  readonly body?: { readonly schema: Schema; readonly value: unknown }
  /** What would be right, by the name of the field. */
  readonly hints?: Readonly<Record<string, string>>
}

interface Write<Value> extends Filled {
  readonly api: string
  readonly method?: ApiCall['method']
  /** Where it leads. */
  readonly to: (value: Value) => string
}

/** What was typed says what the act would be. */
interface Look<Quote, Body> extends Filled {
  readonly look: (body: Body, key: string) => Promise<Answer<Quote>>
}

const KEPT = /^(?!key$)/

export async function sendForm<Value>(
  visit: Visit,
  form: FormData,
  { api, method = 'POST', to, ...filled }: Write<Value>,
) {
  const sent = await filledIn(form, filled, (body, key) => {
    const call: ApiCall = { method, idempotencyKey: key, ...(body !== undefined && { body }) }
    return callApi<Value>(visit, api, call)
  })
  if (!sent.ok) return sent.refused
  return redirect(to(sent.value), { status: 303 })
}

/** Nothing is done yet: the page shows what would be. */
export async function askForm<Quote, Body>(form: FormData, asked: Look<Quote, Body>) {
  const sent = await filledIn(form, asked, (body, key) => asked.look(body as Body, key))
  if (!sent.ok) return sent.refused
  const quoted: Quoted<Quote> = { ...sent.sent, quote: sent.value }
  return data(quoted)
}

async function filledIn<Value>(
  form: FormData,
  { body, hints = {} }: Filled,
  call: (body: unknown, key: string) => Promise<Answer<Value>>,
) {
  const key = formKeyOf(form)
  const sent: ConsoleSent = {
    intent: textOf(form, 'intent'),
    values: valuesOf(form),
    key,
    errors: {},
    problem: null,
  }
  const read = body?.schema.safeParse(body.value)
  if (read && !read.success) {
    const fields = read.error.issues.map(({ path }) => String(path[0]))
    const errors = Object.fromEntries(
      fields.map((name) => [name, hints[name] ?? CONSOLE.fieldError]),
    )
    return { ok: false, refused: refusal({ ...sent, errors }, 400) } as const
  }
  const answer = await call(read?.data, key)
  if (answer.ok) return { ok: true, value: answer.value, sent } as const
  const { problem } = answer
  const again = isRetryable(problem) ? key : newFormKey()
  return { ok: false, refused: refusal({ ...sent, key: again, problem }, problem.status) } as const
}

const refusal = (sent: ConsoleSent, status: number) => data(sent, { status })

function valuesOf(form: FormData): Record<string, string> {
  const texts = [...form].filter(([name, value]) => KEPT.test(name) && typeof value === 'string')
  return Object.fromEntries(texts) as Record<string, string>
}
