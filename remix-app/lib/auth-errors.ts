// What the sign-in service's error codes mean to the person at the form.
import { type AuthTrouble, TROUBLES, UNKNOWN_TROUBLE } from '../words/auth.ts'

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

export function authTrouble(error: unknown): AuthTrouble {
  const code = codeOf(error)
  return (code && TROUBLES[SAME_AS[code] ?? code]) || UNKNOWN_TROUBLE
}

/** Asking for a reset must not tell who has an account. */
export const tellsWhoHasAnAccount = (error: unknown): boolean =>
  codeOf(error) === 'auth/user-not-found'

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
