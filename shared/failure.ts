// The one catalogue of refusals and outages. Its order is their precedence; docs/errors.md explains
// each to API users.

interface Entry {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503
  /** Whether the same request may succeed later, unchanged. */
  readonly retryable: boolean
  readonly title: string
}

export const FAILURES = {
  RATE_LIMITED: { status: 429, retryable: true, title: 'Too many requests' },
  UNAUTHENTICATED: { status: 401, retryable: false, title: 'Sign in to do this' },
  ORIGIN_REFUSED: { status: 403, retryable: false, title: 'Request from another site' },
  ADMIN_REQUIRED: { status: 403, retryable: false, title: 'Only admins can do this' },
  ACCOUNT_DISABLED: { status: 403, retryable: false, title: 'This account is disabled' },
  SIGNATURE_INVALID: { status: 400, retryable: false, title: 'The signature does not verify' },
  ROUTE_NOT_FOUND: { status: 404, retryable: false, title: 'No such address' },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false, title: 'Not with this method' },
  BODY_TOO_LARGE: { status: 413, retryable: false, title: 'The body is too large' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, retryable: false, title: 'Send JSON' },
  REQUEST_INVALID: { status: 400, retryable: false, title: 'The request is not valid' },
  CURSOR_INVALID: { status: 400, retryable: false, title: 'The cursor is not valid' },
  IDEMPOTENCY_KEY_REQUIRED: { status: 400, retryable: false, title: 'Idempotency-Key is needed' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, retryable: false, title: 'Key used for another request' },
  PACKAGE_NOT_FOUND: { status: 404, retryable: false, title: 'No such package' },
  PURCHASE_NOT_FOUND: { status: 404, retryable: false, title: 'No such purchase' },
  TRANSACTION_NOT_FOUND: { status: 404, retryable: false, title: 'No such movement' },
  PREDICTION_NOT_FOUND: { status: 404, retryable: false, title: 'No such prediction' },
  USER_NOT_FOUND: { status: 404, retryable: false, title: 'No such person' },
  HOLD_NOT_FOUND: { status: 404, retryable: false, title: 'No such hold' },
  ADJUSTMENT_NOT_FOUND: { status: 404, retryable: false, title: 'No such adjustment' },
  RULING_NOT_FOUND: { status: 404, retryable: false, title: 'No such ruling' },
  RESOLUTION_NOT_FOUND: { status: 404, retryable: false, title: 'No such proposed outcome' },
  FLAG_NOT_FOUND: { status: 404, retryable: false, title: 'No such case' },
  DEAD_LETTER_NOT_FOUND: { status: 404, retryable: false, title: 'No such dead letter' },
  PAYOUT_JOB_NOT_FOUND: { status: 404, retryable: false, title: 'No such payout' },
  REFUND_NOT_FOUND: { status: 404, retryable: false, title: 'No such refund' },
  AUDIT_NOT_FOUND: { status: 404, retryable: false, title: 'Nothing was changed by them' },
  RECONCILIATION_NOT_FOUND: { status: 404, retryable: false, title: 'No such report' },
  CONFLICT_OF_INTEREST: { status: 403, retryable: false, title: 'You have a stake in it' },
  SELF_APPROVAL_FORBIDDEN: { status: 403, retryable: false, title: 'Another admin decides it' },
  PROPOSAL_EXPIRED: { status: 409, retryable: false, title: 'Proposed too long ago' },
  PROPOSAL_DECIDED: { status: 409, retryable: false, title: 'Decided already' },
  PROPOSAL_STALE: { status: 409, retryable: false, title: 'It would do something else now' },
  PURCHASE_NOT_IN_REVIEW: { status: 409, retryable: false, title: 'Not in review' },
  ACCOUNT_CLOSING: { status: 409, retryable: false, title: 'This account is being closed' },
  PURCHASES_RESTRICTED: { status: 409, retryable: false, title: 'Purchases are paused' },
  COMMITMENTS_RESTRICTED: { status: 409, retryable: false, title: 'Commitments are paused' },
  SELF_EXCLUDED: { status: 409, retryable: false, title: 'You are taking a break' },
  PREDICTION_CLOSED: { status: 409, retryable: false, title: 'It takes no more tokens' },
  ODDS_CHANGED: { status: 409, retryable: false, title: 'The odds have changed' },
  PREDICTION_STATE: { status: 409, retryable: false, title: 'Not in this state' },
  PREDICTION_NOT_LOCKED: { status: 409, retryable: false, title: 'Lock the prediction first' },
  ALREADY_RESOLVED: { status: 409, retryable: false, title: 'Resolved with another outcome' },
  RESOLUTION_STALE: { status: 409, retryable: false, title: 'Resolved again meanwhile' },
  RESOLUTION_FINAL: { status: 409, retryable: false, title: 'Too late to resolve again' },
  RESOLUTION_PROPOSED: { status: 409, retryable: false, title: 'Another admin must decide first' },
  PAYOUT_NOT_BLOCKED: { status: 409, retryable: false, title: 'This payout is not blocked' },
  TRANSACTION_UNREADABLE: { status: 409, retryable: false, title: 'This row was tampered with' },
  DEAD_LETTER_UNREADABLE: { status: 409, retryable: false, title: 'Nothing to replay' },
  PURCHASE_NOT_CREDITED: { status: 409, retryable: false, title: 'Nothing was granted for it' },
  PURCHASE_DISPUTED: { status: 409, retryable: false, title: 'The payment is disputed' },
  REFUND_UNDER_WAY: { status: 409, retryable: false, title: 'Another refund is being sent' },
  PAYMENT_UNFIT: { status: 409, retryable: false, title: 'This payment does not allow it' },
  PAYMENT_NOT_RETURNED: { status: 409, retryable: false, title: 'Refund the payment first' },
  REFUND_EXCEEDS: { status: 409, retryable: false, title: 'More than was paid and is left' },
  REFUND_STALE: { status: 409, retryable: false, title: 'It would do something else now' },
  CHANGED_TOO_SOON: { status: 429, retryable: true, title: 'Changed a moment ago' },
  PACKAGE_INACTIVE: { status: 409, retryable: false, title: 'This package is not for sale' },
  OPEN_ORDERS_EXCEEDED: { status: 409, retryable: false, title: 'Too many unpaid orders' },
  LIMIT_EXCEEDED: { status: 409, retryable: false, title: 'Over a limit' },
  INSUFFICIENT_TOKENS: { status: 409, retryable: false, title: 'Not enough available tokens' },
  EXPORT_TOO_LARGE: { status: 409, retryable: false, title: 'Too many rows for one file' },
  CHECKOUT_REFUSED: { status: 409, retryable: false, title: 'The payment page was refused' },
  PRICE_MISMATCH: { status: 409, retryable: false, title: 'Package and Stripe Price differ' },
  LEDGER_NOT_FROZEN: { status: 409, retryable: false, title: 'Payouts are not frozen' },
  PACKAGE_OUT_OF_SYNC: { status: 503, retryable: true, title: 'The price is being updated' },
  LEDGER_FROZEN: { status: 503, retryable: true, title: 'Payouts are frozen' },
  STORE_BUSY: { status: 503, retryable: true, title: 'Too many writers; try again' },
  STORE_UNAVAILABLE: { status: 503, retryable: true, title: 'The database does not answer' },
  PAYMENTS_UNAVAILABLE: { status: 503, retryable: true, title: 'The payment service is away' },
  IDENTITY_UNAVAILABLE: { status: 503, retryable: true, title: 'The sign-in service is away' },
  LISTENING_UNAVAILABLE: { status: 503, retryable: true, title: 'Live updates are not set up' },
  MAINTENANCE: { status: 503, retryable: true, title: 'KAI Wallet is being worked on' },
  SERVICE_UNAVAILABLE: { status: 503, retryable: true, title: 'Not available right now' },
  INTERNAL: { status: 500, retryable: true, title: 'Something went wrong on our side' },
} as const satisfies Record<string, Entry>

export type FailureCode = keyof typeof FAILURES

/** An expected refusal: a value, never thrown. `detail` is public and never holds secrets. */
export interface Failure {
  readonly code: FailureCode
  readonly detail: string
  /** Extension members of the problem, for programs: the current odds, say. */
  readonly more?: Readonly<Record<string, unknown>>
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export function refuse(
  code: FailureCode,
  detail = '',
  more?: Readonly<Record<string, unknown>>,
): Result<never> {
  return { ok: false, failure: { code, detail, ...(more && { more }) } }
}

/** An outage, thrown: whoever catches it may try the same call again when `retryable`. */
export class Outage extends Error {
  override readonly name = 'Outage'
  readonly code: FailureCode

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }

  get retryable(): boolean {
    return FAILURES[this.code].retryable
  }
}

/** The database refuses this for good, however often it is sent: too large, or malformed. */
export class Unstorable extends Error {
  override readonly name = 'Unstorable'
}

/** For logs and dead letters: code or kind, never a message, which may quote what was sent. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof Outage) return cause.code
  return cause instanceof Error ? cause.name : 'unknown'
}
