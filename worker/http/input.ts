// Parses what a request says by the schemas of its operation. Refusals name the field, never the
// value.
import type * as z from 'zod'
import type { Operation } from '../../shared/api/operation.ts'
import { FAILURES, ok, type Result, refuse } from '../../shared/failure.ts'
import { IdempotencyKey } from '../../shared/ids.ts'
import type { AppContext } from './app-env.ts'
import { readJson } from './body.ts'

const ISSUES_MAX = 5
const FIELD = /^[\w.-]{1,64}$/

export interface RawInput {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly key: IdempotencyKey | undefined
}

export async function readInput(c: AppContext, operation: Operation): Promise<Result<RawInput>> {
  const { params, query, body, idempotencyKey } = operation
  const found = { params: undefined as unknown, query: undefined as unknown }
  if (params) {
    const parsed = parse(params, c.req.param(), 'path')
    if (!parsed.ok) return missing(operation) ?? parsed
    found.params = parsed.value
  }
  if (query) {
    const parsed = parse(query, queryOf(c), 'query')
    if (!parsed.ok) return parsed
    found.query = parsed.value
  }
  const sent = body ? await readBody(c, body) : ok(undefined)
  if (!sent.ok) return sent
  const key = idempotencyKey ? readKey(c, idempotencyKey) : ok(undefined)
  return key.ok ? ok({ ...found, body: sent.value, key: key.value }) : key
}

/** An id that can't be one of ours names nothing: the same answer as for one that is not there. */
function missing({ failures }: Operation): Result<never> | null {
  const code = failures.find((failure) => FAILURES[failure].status === 404)
  return code ? refuse(code) : null
}

async function readBody(c: AppContext, schema: z.ZodType): Promise<Result<unknown>> {
  const json = await readJson(c)
  return json.ok ? parse(schema, json.value, 'body') : json
}

function readKey(c: AppContext, need: 'required' | 'optional'): Result<IdempotencyKey | undefined> {
  const given = c.req.header('idempotency-key')
  if (given === undefined && need === 'optional') return ok(undefined)
  if (!given) return refuse('IDEMPOTENCY_KEY_REQUIRED')
  const key = IdempotencyKey.safeParse(given)
  if (key.success) return ok(key.data)
  return refuse('REQUEST_INVALID', 'Idempotency-Key: 1 to 255 visible ASCII characters.')
}

/** A name given twice stays a list, which no schema takes. Hono's `queries` loses `__proto__`. */
function queryOf(c: AppContext): Record<string, unknown> {
  const { searchParams } = new URL(c.req.url)
  const entries = [...new Set(searchParams.keys())].map((name) => {
    const all = searchParams.getAll(name)
    return [name, all.length === 1 ? all[0] : all] as const
  })
  return Object.fromEntries(entries)
}

function parse(schema: z.ZodType, value: unknown, where: string): Result<unknown> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  const issues = parsed.error.issues.slice(0, ISSUES_MAX).flatMap((issue) => explain(issue, where))
  return refuse('REQUEST_INVALID', `${[...new Set(issues)].join('; ')}.`)
}

function explain(issue: z.core.$ZodIssue, where: string): string[] {
  const place = [where, ...issue.path.map(String)]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, ISSUES_MAX).map((key) => `${nameOf([...place, key])} is not known`)
  }
  return [`${nameOf(place)} ${faultOf(issue)}`]
}

/** Unknown fields are named by the sender: only plain names are repeated. */
const nameOf = (place: string[]): string =>
  place.map((part) => (FIELD.test(part) ? part : '?')).join('.')

function faultOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${issue.expected}`
    case 'too_small':
      return `must be at least ${issue.minimum}`
    case 'too_big':
      return `must be at most ${issue.maximum}`
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    default:
      return 'has the wrong form'
  }
}
