// What the sign-in service's error codes mean to the person at the form.

export interface AuthTrouble {
  readonly text: string
  readonly field: 'email' | 'password' | null
}

const TROUBLES: Record<string, AuthTrouble> = {
  'auth/invalid-credential': {
    text: 'E-mail and password do not match. Check both, or reset the password.',
    field: 'password',
  },
  'auth/invalid-email': { text: 'This is not an e-mail address.', field: 'email' },
  'auth/email-already-in-use': {
    text: 'There is an account with this e-mail already. Sign in instead.',
    field: 'email',
  },
  'auth/weak-password': {
    text: 'This password is too easy to guess. Use at least 8 characters.',
    field: 'password',
  },
  'auth/too-many-requests': {
    text: 'Too many attempts. Wait some minutes, or reset the password.',
    field: null,
  },
  'auth/network-request-failed': {
    text: 'The sign-in service could not be reached. Check your connection and try again.',
    field: null,
  },
  'auth/user-disabled': {
    text: 'This account is disabled. Contact KAI support to have it looked at.',
    field: null,
  },
  'auth/operation-not-allowed': {
    text: 'New accounts cannot be made at the moment. Try again later.',
    field: null,
  },
}
// Older answers of the service tell a wrong password from an unknown e-mail; a page must not.
const SAME_AS: Record<string, string> = {
  'auth/user-not-found': 'auth/invalid-credential',
  'auth/wrong-password': 'auth/invalid-credential',
  'auth/invalid-login-credentials': 'auth/invalid-credential',
  'auth/missing-password': 'auth/invalid-credential',
  'auth/missing-email': 'auth/invalid-email',
  'auth/password-does-not-meet-requirements': 'auth/weak-password',
  'auth/quota-exceeded': 'auth/too-many-requests',
  'auth/timeout': 'auth/network-request-failed',
}
const UNKNOWN: AuthTrouble = {
  text: 'Signing in did not work. Try again in a moment.',
  field: null,
}

export function authTrouble(error: unknown): AuthTrouble {
  const code = codeOf(error)
  return (code && TROUBLES[SAME_AS[code] ?? code]) || UNKNOWN
}

/** Asking for a reset must not tell who has an account. */
export const tellsWhoHasAnAccount = (error: unknown): boolean =>
  codeOf(error) === 'auth/user-not-found'

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
