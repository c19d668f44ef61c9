// Everything an operation may answer besides success: its own failures and those of the edge.
import type { Operation } from '../../shared/api/operation.ts'
import { FAILURES, type FailureCode } from '../../shared/failure.ts'
import { isSafe } from './origin.ts'

const CODES = Object.keys(FAILURES) as FailureCode[]

/** In the catalogue's order, which is their precedence. */
export function failuresOf(operation: Operation): FailureCode[] {
  const may = new Set<FailureCode>([...operation.failures, ...edgeFailures(operation)])
  return CODES.filter((code) => may.has(code))
}

function edgeFailures(operation: Operation): FailureCode[] {
  const { caller, limit, params, query, body, idempotencyKey } = operation
  const codes: FailureCode[] = ['INTERNAL', 'SERVICE_UNAVAILABLE', 'MAINTENANCE']
  if (limit !== 'none') codes.push('RATE_LIMITED')
  if (caller === 'user' || caller === 'admin') {
    codes.push('UNAUTHENTICATED', 'IDENTITY_UNAVAILABLE', 'STORE_BUSY', 'STORE_UNAVAILABLE')
    if (!isSafe(operation.method)) codes.push('ORIGIN_REFUSED')
  }
  if (caller === 'admin') codes.push('ADMIN_REQUIRED')
  if (params || query || body || idempotencyKey) codes.push('REQUEST_INVALID')
  if (body) codes.push('BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED')
  if (caller === 'stripe') codes.push('BODY_TOO_LARGE')
  if (idempotencyKey) codes.push('IDEMPOTENCY_KEY_REUSED')
  if (idempotencyKey === 'required') codes.push('IDEMPOTENCY_KEY_REQUIRED')
  return codes
}
