// The whole product in a browser: a fresh stack on free ports, and pages that fail on any error.
// Without crons, so that nothing moves but what a test does, at any time of the day.
import { freePort } from '../local/free-port.ts'
import { PASSWORD } from '../local/seed.ts'
import { startStack } from '../local/stack.ts'
import { openBrowser, type PageOptions } from './browser.ts'
import { signIn } from './steps.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

/** In memory unless `dataDir` is given. Close it at the end of the test file. */
export async function openStage(dataDir: string | null = null) {
  const ports = { app: await freePort(), firestore: 0, identity: 0, stripe: 0, redis: 0 }
  const stack = await startStack({ ports, dataDir, env: {}, report: () => undefined, crons: false })
  const browser = await openBrowser(stack.url)

  async function signedIn(email: string, options: PageOptions = {}) {
    const { page, context, problems } = await browser.newPage(options)
    await signIn(page, email, PASSWORD)
    await page.waitForURL('**/wallet')
    return { page, context, problems }
  }

  /** Calls a local control of Stripe's stand-in. */
  async function control(path: string, body: object = {}): Promise<Response> {
    return fetch(`${stack.services.stripe?.url}/__local/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  /** As our server asks Stripe; posts `body` as a form. */
  async function askStripe<T = { id: string; data: readonly { id: string }[] }>(
    path: string,
    body?: Record<string, string>,
  ): Promise<T> {
    const answer = await fetch(`${stack.services.stripe?.url}/v1/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${stack.secrets.stripeKey}` },
      ...(body && { body: new URLSearchParams(body) }),
    })
    return (await answer.json()) as T
  }

  return {
    url: stack.url,
    stack,
    newPage: browser.newPage,
    signedIn,
    control,
    askStripe,
    async close() {
      await browser.close()
      await stack.close()
    },
  }
}
