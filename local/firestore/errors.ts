// Firestore's error vocabulary: a canonical status decides the HTTP code and the JSON body.

export const HTTP_STATUS = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  ABORTED: 409,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNIMPLEMENTED: 501,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
} as const

export type Status = keyof typeof HTTP_STATUS

/** Where an answer carries an error of its own, as a target that was refused does. */
export const GRPC_CODE: Record<Status, number> = {
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
}

/** Thrown anywhere below the door; the door turns it into the service's error body. */
export class FirestoreError extends Error {
  readonly status: Status

  constructor(status: Status, message: string) {
    super(message)
    this.status = status
  }
}

export const invalid = (message: string) => new FirestoreError('INVALID_ARGUMENT', message)
export const unimplemented = (feature: string) =>
  new FirestoreError('UNIMPLEMENTED', `${feature} is not part of the local Firestore`)

export function errorBody({ message, status }: FirestoreError) {
  return { error: { code: HTTP_STATUS[status], message, status } }
}

/** Streaming calls wrap their error in an array, as the real service does over REST. */
export function errorResponse(error: FirestoreError, streaming = false): Response {
  const body = errorBody(error)
  return Response.json(streaming ? [body] : body, { status: HTTP_STATUS[error.status] })
}

/** Whatever isn't one of ours is a bug of the server, told as such. */
export function asFirestoreError(error: unknown): FirestoreError {
  if (error instanceof FirestoreError) return error
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new FirestoreError('INTERNAL', detail)
}

/** 409 and 400 stand for several statuses; an injected 409 is the retryable one. */
const INJECTED: Record<number, Status> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
}

export function injectedRejection(status: number): Response {
  const name = INJECTED[status] ?? 'INTERNAL'
  const error = { code: status, message: 'Injected fault.', status: name }
  return Response.json({ error }, { status })
}
