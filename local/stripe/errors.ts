// Stripe's error shape: the official SDK raises the same error class as in production.

export interface ErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  message: string
  code?: string
  param?: string
}

export class StripeFault extends Error {
  readonly status: number
  readonly body: ErrorBody
  readonly headers: Record<string, string>

  constructor(status: number, body: ErrorBody, headers: Record<string, string> = {}) {
    super(body.message)
    this.status = status
    this.body = body
    this.headers = headers
  }
}

export function invalid(message: string, param?: string, code?: string): StripeFault {
  return new StripeFault(400, { type: 'invalid_request_error', message, code, param })
}

/** How Stripe calls the id in a path; `id` where it isn't listed. */
const PATH_PARAM: Record<string, string> = {
  'checkout.session': 'session',
  dispute: 'dispute',
  payment_intent: 'intent',
  price: 'price',
  refund: 'refund',
}

/** The object named by the path doesn't exist: 404. Named by a parameter, Stripe answers 400. */
export function missing(kind: string, id: string, param?: string): StripeFault {
  return new StripeFault(param ? 400 : 404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${kind}: '${id}'`,
    param: param || PATH_PARAM[kind] || 'id',
  })
}

/** Real Stripe does it, the stand-in doesn't: never a silent wrong answer, and no use retrying. */
export function unsupported(feature: string, param?: string): StripeFault {
  const message = `The local stand-in of Stripe does not implement ${feature}`
  const body = { type: 'api_error', code: 'not_implemented', message, param } as const
  return new StripeFault(501, body, { 'stripe-should-retry': 'false' })
}

export function errorResponse(fault: StripeFault, headers: Record<string, string>): Response {
  return new Response(errorBody(fault, headers['request-id']), {
    status: fault.status,
    headers: { 'content-type': 'application/json', ...headers, ...fault.headers },
  })
}

export function errorBody({ body }: StripeFault, requestId?: string): string {
  const slug = body.code?.replaceAll('_', '-')
  const error = {
    ...body,
    ...(slug && { doc_url: `https://stripe.com/docs/error-codes/${slug}` }),
    ...(requestId && {
      request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
    }),
  }
  return JSON.stringify({ error }, null, 2)
}

/** The body of a call that an armed fault rejects before it reaches the stand-in. */
export function rejection(status: number): Response {
  const fault = new StripeFault(status, rejectionBody(status), rejectionHeaders(status))
  return errorResponse(fault, { 'request-id': 'req_faultInjected' })
}

function rejectionBody(status: number): ErrorBody {
  const type = 'invalid_request_error'
  if (status === 429) {
    const message = 'Request rate limit exceeded. Learn more about rate limits in the API docs.'
    return { type, code: 'rate_limit', message }
  }
  if (status === 409) {
    const message = 'There is currently another in-progress request using this Idempotent Key.'
    return { type: 'idempotency_error', code: 'idempotency_key_in_use', message }
  }
  if (status === 402) {
    return { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' }
  }
  if (status === 401) return { type, message: 'Invalid API Key provided' }
  if (status < 500) return { type, message: `Refused by an injected fault (${status})` }
  return { type: 'api_error', message: 'An unknown error occurred' }
}

// Stripe stores a 500 under the idempotency key, so retrying would only replay it.
function rejectionHeaders(status: number): Record<string, string> {
  if (status === 500) return { 'stripe-should-retry': 'false' }
  return {}
}
