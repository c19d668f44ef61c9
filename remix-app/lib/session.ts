// Signing in from the browser: Firebase proves who it is, our API turns that into a cookie.
import type { BrowserSettings } from '../../shared/pages.ts'
import type { AuthTrouble } from '../words/auth.ts'
import { authTrouble, tellsWhoHasAnAccount } from './auth-errors.ts'

export type SignInKind = 'sign-in' | 'sign-up'
export interface SignInForm {
  readonly email: string
  readonly password: string
}

const AWAY = { code: 'auth/network-request-failed' }

/** What can't be fetched is a matter of the connection, like everything it would ask. */
export const loadFirebase = () =>
  import('./firebase.client.ts').catch((cause: unknown) => {
    throw Object.assign(new Error('sign-in code not fetched', { cause }), AWAY)
  })

/** null = signed in: the cookie is set. */
export async function signIn(
  kind: SignInKind,
  settings: BrowserSettings,
  form: SignInForm,
): Promise<AuthTrouble | null> {
  try {
    const firebase = await loadFirebase()
    const take = kind === 'sign-in' ? firebase.signInForToken : firebase.signUpForToken
    return await tradeForCookie(await take(settings, form))
  } catch (error) {
    return authTrouble(error)
  }
}

/** null = sent, or nobody has this e-mail: the page says the same for both. */
export async function askForReset(
  settings: BrowserSettings,
  email: string,
): Promise<AuthTrouble | null> {
  try {
    const firebase = await loadFirebase()
    await firebase.requestReset(settings, email)
    return null
  } catch (error) {
    return tellsWhoHasAnAccount(error) ? null : authTrouble(error)
  }
}

async function tradeForCookie(idToken: string): Promise<AuthTrouble | null> {
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ idToken }),
  }).catch(() => null)
  if (!response) return authTrouble(AWAY)
  if (response.ok) return null
  const { readProblem } = await import('./problem.ts')
  const { advice } = await readProblem(response, '')
  return { text: `${advice.title}. ${advice.text}`, field: null }
}
