// For tests: the browser's own SDK, signed out, against a stand-in of its own.
import { deleteApp, initializeApp } from 'firebase/app'
import { type Auth, connectAuthEmulator, initializeAuth, inMemoryPersistence } from 'firebase/auth'
import { serve } from '../serve.ts'
import { createIdentity, type IdentityOptions } from './index.ts'

export const PROJECT = 'kai-test'

export interface TestSdk {
  readonly auth: Auth
  readonly url: string
  close(): Promise<void>
}

export async function openSdk(options: Partial<IdentityOptions>): Promise<TestSdk> {
  const identity = createIdentity({ file: ':memory:', projectId: PROJECT, ...options })
  const { url, close } = await serve(identity.fetch)
  const app = initializeApp({ apiKey: 'local', projectId: PROJECT }, url)
  const auth = initializeAuth(app, { persistence: inMemoryPersistence })
  connectAuthEmulator(auth, url, { disableWarnings: true })
  return {
    auth,
    url,
    async close() {
      await deleteApp(app)
      await close()
      identity.close()
    },
  }
}
