// Refusals in the shape of Google's Identity Toolkit, so that SDKs map them to their own codes.

export class IdentityError extends Error {
  readonly code: number
  readonly status: string | undefined

  constructor(message: string, code = 400, status?: string) {
    super(message)
    this.code = code
    this.status = status
  }
}

export function refuseUnless(holds: unknown, message: string): asserts holds {
  if (!holds) throw new IdentityError(message)
}

export function errorResponse(error: IdentityError): Response {
  const { code, message, status } = error
  const reason = REASONS[code] ?? 'invalid'
  const errors = [{ message, domain: 'global', reason }]
  return Response.json({ error: { code, message, errors, status } }, { status: code })
}

const REASONS: Record<number, string> = {
  401: 'required',
  403: 'forbidden',
  404: 'notFound',
  429: 'rateLimitExceeded',
  501: 'unimplemented',
  503: 'backendError',
}

/** What Google's front end says when the service itself can't answer. */
export function rejection(code: number): Response {
  if (code === 429) {
    return errorResponse(new IdentityError('QUOTA_EXCEEDED', 429, 'RESOURCE_EXHAUSTED'))
  }
  const unavailable = 'The service is currently unavailable.'
  return errorResponse(new IdentityError(unavailable, code, 'UNAVAILABLE'))
}
