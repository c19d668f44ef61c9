// One embedded Firestore and everybody who speaks to it: the product's own store, Google's client
// for servers (over REST), and Google's client for browsers without listeners.
import { Firestore } from '@google-cloud/firestore'
import { deleteApp, initializeApp } from 'firebase/app'
import * as lite from 'firebase/firestore/lite'
import { PassThroughClient } from 'google-auth-library'
import { onTestFinished } from 'vitest'
import { type Handler, type Served, serve } from '../../../local/serve.ts'
import type { Write } from '../../adapters/firestore/client.ts'
import { PROJECT_ID } from '../harness.ts'
import { startHarness } from '../start.ts'

/** Ends with its test. */
export async function startClients() {
  const harness = startHarness()
  const sent: string[] = []
  const serving: Handler = (request) => {
    sent.push(request.url)
    return harness.firestore.fetch(request)
  }
  const served = await serve(serving)
  harness.intercept('firestore', (request) => serving(request))
  const server = serverClient(served)
  onTestFinished(async () => {
    await server.terminate()
    await served.close()
  })
  return {
    harness,
    store: harness.services.store,
    server,
    /** Each is a browser of its own. */
    browser: () => browserClient(harness.settings.FIRESTORE_EMULATOR_HOST ?? ''),
    /** A rule as `/__local/faults` takes it. */
    async fault(rule: object): Promise<void> {
      const init = { method: 'POST', body: JSON.stringify({ seed: 1, rules: [rule] }) }
      await harness.firestore.fetch(new Request(`${served.url}/__local/faults`, init))
    },
    /** How often a call was sent so far, whatever became of it. */
    sent: (verb: string) => sent.filter((url) => url.includes(`:${verb}`)).length,
    /** Runs once, after the next call of this kind was sent and before it is handled. */
    meanwhile(verb: string, work: () => Promise<unknown>): void {
      const stop = harness.intercept('firestore', async (request, next) => {
        if (!request.url.includes(`:${verb}`)) return next(request)
        stop()
        await work()
        return next(request)
      })
    },
  }
}

/** As for a real project, but for the address and the token. */
export function serverClient({ port }: Pick<Served, 'port'>): Firestore {
  return new Firestore({
    projectId: PROJECT_ID,
    host: `127.0.0.1:${port}`,
    ssl: false,
    preferRest: true,
    authClient: new PassThroughClient(),
  })
}

// It prints every refusal; that is what the tests are about.
lite.setLogLevel('silent')
let opened = 0

function browserClient(host: string): lite.Firestore {
  opened += 1
  const app = initializeApp({ projectId: PROJECT_ID, apiKey: 'public' }, `browser-${opened}`)
  const client = lite.getFirestore(app)
  const [name = '', port] = host.split(':')
  lite.connectFirestoreEmulator(client, name, Number(port), { mockUserToken: 'owner' })
  onTestFinished(() => deleteApp(app))
  return client
}

/** The writes of each commit so far, as they went over the wire. */
export function watchCommits(harness: ReturnType<typeof startHarness>): Write[][] {
  const commits: Write[][] = []
  harness.intercept('firestore', async (request, next) => {
    if (request.url.includes(':commit')) {
      const { writes } = (await request.clone().json()) as { writes: Write[] }
      commits.push(writes)
    }
    return next(request)
  })
  return commits
}
