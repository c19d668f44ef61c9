// What every refusal must look like, whoever asked for what.
import { PROBLEM_TYPE, Problem } from '../../../shared/api/problem.ts'
import { FAILURES, type FailureCode } from '../../../shared/failure.ts'
import type { DoorFacts } from './door-stack.ts'

const SECURITY_HEADERS: Record<string, RegExp> = {
  'strict-transport-security': /^max-age=\d{8}; includeSubDomains$/,
  'content-security-policy': /default-src 'self'.*frame-ancestors 'none'/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^strict-origin-when-cross-origin$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cache-control': /^private, no-store$/,
  'x-request-id': /^[\w-]{8,64}$/,
}
/** Tokens, addresses and keys: neither a caller's business nor the log's. */
const PRIVATE = /eyJ[\w-]{8}|[\w.]+@[\w-]+\.test|[sr]k_test_|whsec_|-----BEGIN/
/** Places in the code: the log's business only. */
const PLACES = /\bat \S+ \(|node_modules|\.[tj]s:\d|"stack"/
const STRICT = Problem.strict()

/** Null when it is as it must be, else what is wrong with it. */
export async function faultOf(
  answer: Response,
  codes: readonly FailureCode[],
  facts: DoorFacts,
): Promise<string | null> {
  const text = await answer.text()
  for (const [name, form] of Object.entries(SECURITY_HEADERS)) {
    if (!form.test(answer.headers.get(name) ?? '')) return `${answer.status} with a bad ${name}`
  }
  if (answer.headers.get('content-type') !== PROBLEM_TYPE) return `${answer.status}: ${text}`
  const problem = STRICT.safeParse(JSON.parse(text))
  if (!problem.success) return `not a problem: ${text}`
  const { code, status, requestId } = problem.data
  if (!codes.includes(code)) return `${code}, not ${codes.join(' or ')}`
  if (status !== answer.status || status !== FAILURES[code].status) return `${code} as ${status}`
  if (requestId !== answer.headers.get('x-request-id')) return 'another request id'
  if (status === 401 && !answer.headers.has('www-authenticate')) return 'no www-authenticate'
  if (answer.headers.has('set-cookie')) return 'a cookie on a refusal'
  if (PLACES.test(text)) return `says ${PLACES.exec(text)?.[0]}`
  return leakOf(text, facts)
}

/** What a text tells that no answer and no log line may; null when nothing. */
export function leakOf(text: string, { secrets }: DoorFacts): string | null {
  const found = PRIVATE.exec(text)?.[0]
  if (found) return `says ${found}`
  return secrets.some((secret) => text.includes(secret)) ? 'says a secret' : null
}
