// The real Worker in workerd over the stand-ins, as `npm start` composes them, for tests that knock
// at the public door. Without crons, so that nothing moves but what a test does; its log is kept.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unstable_startWorker as startWorker } from 'wrangler'
import { freePort } from '../../../local/free-port.ts'
import { Keys, type StoredKey } from '../../../local/identity/keys.ts'
import { openDatabase, table } from '../../../local/identity/store.ts'
import { makeSecrets } from '../../../local/secrets.ts'
import { PASSWORD, seed } from '../../../local/seed.ts'
import { serve } from '../../../local/serve.ts'
import { PROJECT_ID, type StandIns, startStandIns } from '../../../local/stand-ins.ts'
import { variablesFor } from '../../../local/worker.ts'

export interface SigningPem {
  readonly kid: string
  readonly pem: string
}

/** All that a test process needs to know; plain data, so that it can be handed over. */
export interface DoorFacts {
  /** `http://localhost:port`, which is also the app's own origin. */
  readonly url: string
  readonly firestore: string
  readonly identity: string
  readonly stripe: string
  readonly redis: string
  /** Answers the Worker's log lines so far, as a JSON list of texts. */
  readonly logs: string
  readonly projectId: string
  /** Of the Worker, for a second one over the same services. */
  readonly variables: Record<string, string>
  readonly stripeKey: string
  readonly webhookSecret: string
  /** None of these may ever be seen in an answer or in the log. */
  readonly secrets: readonly string[]
  /** The issuer's own keys: with them a test can sign what the issuer never would. */
  readonly idKey: SigningPem
  readonly sessionKey: SigningPem
}

export interface DoorStack {
  readonly facts: DoorFacts
  close(): Promise<void>
}

/** `env` as for `npm start`, e.g. RATE_LIMITS. The pages must have been built. */
export async function startDoorStack(env: Record<string, string> = {}): Promise<DoorStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kai-door-'))
  const secrets = makeSecrets()
  const app = await freePort()
  const ports = { app, firestore: 0, identity: 0, stripe: 0, redis: 0 }
  const services = await startStandIns({
    dataDir,
    ports,
    secrets,
    env,
    report: () => undefined,
  })
  await seed(services, secrets)
  const url = `http://localhost:${app}`
  const lines: string[] = []
  const variables = variablesFor(url, services, secrets, env)
  const worker = await runLogged(app, variables, lines)
  services.connect(url)
  const logs = await serve(() => Response.json(lines))
  const keys = await signingKeys(services, join(dataDir, 'identity.sqlite'))
  return {
    facts: {
      url,
      ...urlsOf(services),
      logs: logs.url,
      projectId: PROJECT_ID,
      variables,
      stripeKey: secrets.stripeKey,
      webhookSecret: secrets.webhookSecret,
      secrets: [...Object.values(secrets), secrets.dataKeys.slice(2)],
      ...keys,
    },
    async close() {
      await worker.dispose()
      await logs.close()
      await services.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function runLogged(port: number, variables: Record<string, string>, lines: string[]) {
  const bindings = Object.entries(variables).map(
    ([name, value]) => [name, { type: 'plain_text', value }] as const,
  )
  const worker = await startWorker({
    config: join(import.meta.dirname, '../../../wrangler.toml'),
    bindings: Object.fromEntries(bindings),
    dev: {
      server: { hostname: '127.0.0.1', port },
      inspector: false,
      watch: false,
      persist: false,
      logLevel: 'error',
      structuredLogsHandler: ({ message }: { message: string }) => void lines.push(message),
    },
  })
  await worker.ready
  return worker
}

function urlsOf({ firestoreUrl, identity, stripe, redis }: StandIns) {
  const urlOf = (url: string | null | undefined): string => {
    if (url) return url
    throw new Error('these tests need every stand-in: unset the variables of real services')
  }
  return {
    firestore: urlOf(firestoreUrl),
    identity: urlOf(identity?.url),
    stripe: urlOf(stripe?.url),
    redis: urlOf(redis?.url),
  }
}

/** Read from the stand-in's own file, once a sign-in and a session have made it write them. */
async function signingKeys(services: StandIns, file: string) {
  const base = `${services.identity?.url}/identitytoolkit.googleapis.com/v1`
  const call = async (path: string, body: object): Promise<{ idToken?: string }> => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer owner' }
    const sent = { method: 'POST', headers, body: JSON.stringify(body) }
    return (await (await fetch(`${base}${path}`, sent)).json()) as { idToken?: string }
  }
  const login = { email: 'user@kai.test', password: PASSWORD, returnSecureToken: true }
  const { idToken } = await call('/accounts:signInWithPassword?key=door', login)
  await call(`/projects/${PROJECT_ID}:createSessionCookie`, { idToken, validDuration: '3600' })
  const database = openDatabase(file)
  try {
    const keys = new Keys(table<StoredKey>(database, 'signing_keys'))
    const pemOf = (kind: StoredKey['kind']): SigningPem => {
      const { kid, privateKey } = keys.active(kind)
      return { kid, pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
    }
    return { idKey: pemOf('id'), sessionKey: pemOf('session') }
  } finally {
    database.close()
  }
}
