// The only file that touches Firebase in the browser; loaded by the sign-in pages when needed.
import { deleteApp, initializeApp } from 'firebase/app'
import {
  type Auth,
  connectAuthEmulator,
  createUserWithEmailAndPassword,
  initializeAuth,
  inMemoryPersistence,
  sendPasswordResetEmail,
  signInWithEmailAndPassword,
} from 'firebase/auth'
import type { BrowserSettings } from '../../shared/pages.ts'

export interface Credentials {
  readonly email: string
  readonly password: string
}

export const signInForToken = (settings: BrowserSettings, who: Credentials): Promise<string> =>
  tokenFrom(settings, (auth) => signInWithEmailAndPassword(auth, who.email, who.password))

export const signUpForToken = (settings: BrowserSettings, who: Credentials): Promise<string> =>
  tokenFrom(settings, (auth) => createUserWithEmailAndPassword(auth, who.email, who.password))

export const requestReset = (settings: BrowserSettings, email: string): Promise<void> =>
  withAuth(settings, (auth) => sendPasswordResetEmail(auth, email))

type SignIn = (auth: Auth) => ReturnType<typeof signInWithEmailAndPassword>

const tokenFrom = (settings: BrowserSettings, signIn: SignIn): Promise<string> =>
  withAuth(settings, async (auth) => (await signIn(auth)).user.getIdToken())

// Our cookie is the session, so the SDK's own is kept in memory and dropped after the call.
async function withAuth<T>(settings: BrowserSettings, use: (auth: Auth) => Promise<T>): Promise<T> {
  const { apiKey, authDomain, projectId, authEmulatorUrl } = settings
  const app = initializeApp({ apiKey, authDomain, projectId })
  try {
    const auth = initializeAuth(app, { persistence: inMemoryPersistence })
    if (authEmulatorUrl) connectAuthEmulator(auth, authEmulatorUrl, { disableWarnings: true })
    return await use(auth)
  } finally {
    await deleteApp(app)
  }
}
