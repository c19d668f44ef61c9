// Which Firebase project the command talks to: the local one, unless a service account is given.
import { portsFrom } from '../../local/ports.ts'
import { createGoogleAuth } from '../../worker/adapters/google-auth.ts'
import { AdminError, type IdentityDoor, localProject } from './claims.ts'

const SCOPE = 'https://www.googleapis.com/auth/identitytoolkit'
const TOOLKIT = 'identitytoolkit.googleapis.com/v1'
const ACCOUNT = ['FIREBASE_PROJECT_ID', 'FIREBASE_CLIENT_EMAIL', 'FIREBASE_PRIVATE_KEY'] as const

type Env = Readonly<Record<string, string | undefined>>

export interface OpenDoor extends IdentityDoor {
  readonly local: boolean
}

export async function openDoor(env: Env): Promise<OpenDoor> {
  const emulator = env.FIREBASE_AUTH_EMULATOR_HOST
  const account = env.FIREBASE_CLIENT_EMAIL || env.FIREBASE_PRIVATE_KEY
  if (account && !emulator) return realDoor(env)
  const host = emulator || `127.0.0.1:${portsFrom(env).identity}`
  const baseUrl = `http://${host}/${TOOLKIT}`
  const projectId = env.FIREBASE_PROJECT_ID || (await localProject(baseUrl))
  return { baseUrl, projectId, token: async () => 'owner', local: true }
}

function realDoor(env: Env): OpenDoor {
  const missing = ACCOUNT.filter((name) => !env[name])
  if (missing.length > 0) throw new AdminError(`Set ${missing.join(' and ')} too.`)
  const auth = createGoogleAuth(
    {
      clientEmail: env.FIREBASE_CLIENT_EMAIL ?? '',
      // One line in a shell or a secret store.
      privateKey: (env.FIREBASE_PRIVATE_KEY ?? '').replaceAll('\\n', '\n'),
      scope: SCOPE,
    },
    { fetch, clock: { now: Date.now } },
  )
  const token = () =>
    auth.token().catch((cause: unknown) => {
      throw new AdminError('Google refused the service account or its key.', { cause })
    })
  const projectId = env.FIREBASE_PROJECT_ID ?? ''
  return { baseUrl: `https://${TOOLKIT}`, projectId, token, local: false }
}
