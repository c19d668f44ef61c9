// A visit whose API gives one answer and remembers what it was asked; for tests.
import type { ApiCall } from '../../shared/pages.ts'

const NO_FIREBASE = {
  apiKey: '',
  authDomain: '',
  projectId: '',
  authEmulatorUrl: null,
  firestoreEmulatorHost: null,
  listens: false,
}

export function visitTo(path: string, response: Response, admin = false) {
  const calls: { path: string; call: ApiCall | undefined }[] = []
  const context = {
    api: async (apiPath: string, call?: ApiCall) => {
      calls.push({ path: apiPath, call })
      return response
    },
    viewer: { userId: 'u1', email: null, admin },
    browser: NO_FIREBASE,
    nonce: 'n',
    requestId: 'own',
    now: 0,
  }
  return { request: new Request(`https://wallet.example${path}`), context, calls }
}
