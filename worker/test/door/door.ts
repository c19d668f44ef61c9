// The public door as a test process sees it: who calls, what moved behind it, what was logged.
import { inject } from 'vitest'
import { ensureAccount } from '../../../local/identity/ensure-account.ts'
import { PASSWORD } from '../../../local/seed.ts'
import { SESSION_COOKIE } from '../../http/session-cookie.ts'
import { readDatabase } from '../snapshot.ts'
import type { DoorFacts } from './door-stack.ts'

export type Door = ReturnType<typeof openDoorAt>
export type Headers_ = Record<string, string>

/** The stack that all door tests share. */
export const theDoor = (): Door => openDoorAt(inject('door'))

export function openDoorAt(facts: DoorFacts) {
  const { url, firestore, stripe } = facts
  const tokens = new Map<string, string>()

  const send = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}${path}`, { redirect: 'manual', ...init })

  /** An ID token as the browser's SDK gets it: `user`, `user2`, `admin`, or of `newPerson`. */
  async function tokenOf(name: string): Promise<string> {
    const known = tokens.get(name)
    if (known) return known
    const body = { email: `${name}@kai.test`, password: PASSWORD, returnSecureToken: true }
    const path = 'identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=door'
    const answer = await fetch(`${facts.identity}/${path}`, post(body))
    const { idToken } = (await answer.json()) as { idToken: string }
    tokens.set(name, idToken)
    return idToken
  }

  const bearer = async (name: string): Promise<Headers_> => ({
    authorization: `Bearer ${await tokenOf(name)}`,
  })

  /** The session cookie that the browser of `name` would send. */
  async function cookieOf(name: string): Promise<Headers_> {
    const init = post({ idToken: await tokenOf(name) }, { origin: url })
    const answer = await send('/api/session', init)
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';')
    if (!cookie.startsWith(`${SESSION_COOKIE}=ey`)) throw new Error(`no session: ${answer.status}`)
    return { cookie }
  }

  async function newPerson(name: string): Promise<string> {
    const account = { localId: name, email: `${name}@kai.test`, password: PASSWORD }
    await ensureAccount({ baseUrl: facts.identity, projectId: facts.projectId }, account)
    return name
  }

  const json = async <T>(address: string, init?: RequestInit): Promise<T> => {
    const answer = await fetch(address, init)
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
    return (await answer.json()) as T
  }

  return {
    facts,
    send,
    tokenOf,
    bearer,
    cookieOf,
    newPerson,

    /** Stripe's API, as its dashboard would ask it; a GET unless told otherwise. */
    askStripe: <T>(path: string, init: RequestInit = {}): Promise<T> => {
      const headers = { authorization: `Bearer ${facts.stripeKey}` }
      return json<T>(`${stripe}${path}`, { ...init, headers })
    },
    /** A local control of Stripe's stand-in. */
    controlStripe: <T>(path: string, body?: object): Promise<T> =>
      json<T>(`${stripe}/__local/${path}`, body && post(body)),

    /** Posts the form of the hosted payment page. */
    pay: (checkoutUrl: string, card = '4242424242424242'): Promise<Response> =>
      fetch(checkoutUrl, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ card_number: card, expiry: '12/34', cvc: '123' }),
      }),

    documents: () =>
      readDatabase((request) => fetch(atFirestore(request, firestore)), facts.projectId),
    counters: () => json<Counters>(`${firestore}/__local/counters`),
    stripeCalls: async () =>
      (await json<{ calls: Record<string, number> }>(`${stripe}/__local/counters`)).calls,
    logLines: () => json<string[]>(facts.logs),
  }
}

export interface Counters {
  readonly calls: Readonly<Record<string, number>>
  readonly documentsRead: number
  readonly documentsWritten: number
  readonly indexEntriesScanned: number
}

export function post(body: unknown, headers: Headers_ = {}): RequestInit {
  const type = { 'content-type': 'application/json' }
  return { method: 'POST', headers: { ...type, ...headers }, body: JSON.stringify(body) }
}

/** The snapshot asks by path; the stand-in listens elsewhere. */
function atFirestore(request: Request, firestore: string): Request {
  const { pathname, search } = new URL(request.url)
  return new Request(`${firestore}${pathname}${search}`, request)
}
