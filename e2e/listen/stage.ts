// A browser page with the official SDK, an identity service, and a Firestore that can be killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { expect } from 'vitest'
import { freePort } from '../../local/free-port.ts'
import { createIdentity } from '../../local/identity/index.ts'
import { serve } from '../../local/serve.ts'
import { openBrowser } from '../browser.ts'
import type { FirestoreSetup } from './firestore-process.ts'
import type { FirebasePage, Heard, openFirebase, PageSettings, Transport } from './page.ts'

declare global {
  interface Window {
    openFirebase: typeof openFirebase
    firebasePage: FirebasePage
  }
}

const PROJECT_ID = 'kai-local'
export const PASSWORD = 'correct horse'
const PROCESS = join(import.meta.dirname, 'firestore-process.ts')

export type ListenStage = Awaited<ReturnType<typeof openListenStage>>

export async function openListenStage() {
  const folder = mkdtempSync(join(tmpdir(), 'kai-listen-'))
  const clock = { offsetMs: 0 }
  const now = () => Date.now() + clock.offsetMs
  const identity = createIdentity({ file: ':memory:', projectId: PROJECT_ID, now })
  const identityServed = await serve(identity.fetch)
  const setup: FirestoreSetup = {
    file: join(folder, 'firestore.sqlite'),
    port: await freePort(),
    identityUrl: identityServed.url,
  }
  let firestore = await startFirestore(setup)
  const pages = await openPages({
    projectId: PROJECT_ID,
    authUrl: identityServed.url,
    firestoreHost: `127.0.0.1:${setup.port}`,
  })

  async function kill(): Promise<void> {
    const gone = once(firestore, 'exit')
    firestore.kill('SIGKILL')
    await gone
  }

  return {
    clock,
    admin: adminOf(setup.port),
    signUp: (email: string) => signUp(identityServed.url, email),
    /** Calls to the identity service, by name. */
    identityCalls: async () => {
      const answer = await fetch(`${identityServed.url}/__local/counters`)
      return ((await answer.json()) as { calls: Record<string, number> }).calls
    },
    kill,
    async restart() {
      firestore = await startFirestore(setup)
    },
    openPage: pages.open,
    async close() {
      await pages.close()
      await kill()
      await identityServed.close()
      identity.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The page lies on an origin of its own, as it would in production. */
async function openPages(services: Omit<PageSettings, 'transport'>) {
  const script = await bundle()
  const site = await serve(({ url }) => {
    const isScript = new URL(url).pathname === '/page.js'
    const type = isScript ? 'text/javascript' : 'text/html'
    const body = isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>'
    return new Response(body, { headers: { 'content-type': type } })
  })
  const browser = await openBrowser(site.url)
  return {
    async open(transport: Transport) {
      const { page, context } = await browser.newPage()
      await page.goto('/')
      await page.waitForFunction(() => window.openFirebase !== undefined)
      const open = (given: PageSettings) => {
        window.firebasePage = window.openFirebase(given)
      }
      await page.evaluate(open, { ...services, transport })
      return { page, close: () => context.close() }
    },
    async close() {
      await browser.close()
      await site.close()
    },
  }
}

async function startFirestore(setup: FirestoreSetup): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--no-warnings', PROCESS], {
    env: { ...process.env, KAI_SETUP: JSON.stringify(setup) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the local Firestore ended before it was ready')))
    child.stdout.once('data', () => resolve())
  })
  return child
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, 'page.ts'), formats: ['es'] },
    },
  })
  const [first] = [built].flat()
  if (!first || !('output' in first)) throw new Error('the page was not built')
  return first.output[0].code
}

/** Writes as the Worker does, under no rules. */
function adminOf(port: number) {
  const documents = `projects/${PROJECT_ID}/databases/(default)/documents`
  return async (method: 'PATCH' | 'DELETE', path: string, fields?: object): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/${documents}/${path}`, {
      method,
      headers: { authorization: 'Bearer owner' },
      ...(fields && { body: JSON.stringify({ fields }) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
  }
}

async function signUp(url: string, email: string): Promise<string> {
  const path = '/identitytoolkit.googleapis.com/v1/accounts:signUp?key=local'
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD, returnSecureToken: true }),
  })
  return ((await answer.json()) as { localId: string }).localId
}

export const heard = (page: Page, name: string): Promise<Heard[]> =>
  page.evaluate((which) => window.firebasePage.heard(which), name)

/** Waits until the newest word of a listener is this one, from the server. */
export async function expectHeard(page: Page, name: string, word: Heard): Promise<void> {
  const newest = async () => (await heard(page, name)).at(-1)
  await expect.poll(newest).toEqual(word)
}
