// The public door as a test process sees it: who calls, what moved behind it, what was logged.
import { inject } from 'vitest'
import { ensureAccount } from '../../../local/identity/ensure-account.ts'
import { PASSWORD } from '../../../local/seed.ts'
import { SESSION_COOKIE } from '../../http/session-cookie.ts'
import { readDatabase } from '../snapshot.ts'
import type { DoorFacts } from './door-stack.ts'

export type HeaderFields = Record<string, string>
export type Door = ReturnType<typeof openDoorAt>

/** The stack that all door tests share. */
export const theDoor = (): Door => openDoorAt(inject('door'))

export const openDoorAt = (facts: DoorFacts) => {
  const send = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${facts.url}${path}`, { redirect: 'manual', ...init })
  return { facts, send, ...callersOf(facts, send), ...insideOf(facts) }
}

/** Who knocks. */
function callersOf(facts: DoorFacts, send: (path: string, init: RequestInit) => Promise<Response>) {
  const { identity, projectId, url } = facts
  const tokens = new Map<string, string>()

  /** An ID token as the browser's SDK gets it: `user`, `user2`, `admin`, or of `newPerson`. */
  async function tokenOf(name: string): Promise<string> {
    const known = tokens.get(name)
    if (known) return known
    const body = { email: `${name}@kai.test`, password: PASSWORD, returnSecureToken: true }
    const path = 'identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=door'
    const { idToken } = await json<{ idToken: string }>(`${identity}/${path}`, post(body))
    tokens.set(name, idToken)
    return idToken
  }

  return {
    tokenOf,

    bearer: async (name: string): Promise<HeaderFields> => ({
      authorization: `Bearer ${await tokenOf(name)}`,
    }),

    /** The session cookie that the browser of `name` would send. */
    async cookieOf(name: string): Promise<HeaderFields> {
      const init = post({ idToken: await tokenOf(name) }, { origin: url })
      const answer = await send('/api/session', init)
      const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';')
      if (!cookie.startsWith(`${SESSION_COOKIE}=ey`)) throw new Error(`no cookie: ${answer.status}`)
      return { cookie }
    },

    async newPerson(name: string): Promise<string> {
      const account = { localId: name, email: `${name}@kai.test`, password: PASSWORD }
      await ensureAccount({ baseUrl: identity, projectId }, account)
      return name
    },
  }
}

/** What lies behind the door: Firestore, Stripe, the log. */
function insideOf({ firestore, logs, projectId, redis, stripe, stripeKey }: DoorFacts) {
  return {
    /** Stripe's API, as its dashboard would ask it; a GET unless told otherwise. */
    askStripe: <T>(path: string, init: RequestInit = {}): Promise<T> =>
      json<T>(`${stripe}${path}`, { ...init, headers: { authorization: `Bearer ${stripeKey}` } }),
    /** A local control of Stripe's stand-in. */
    controlStripe: <T>(path: string, body?: object): Promise<T> =>
      json<T>(`${stripe}/__local/${path}`, body && post(body)),
    stripeCalls: async () =>
      (await json<{ calls: Record<string, number> }>(`${stripe}/__local/counters`)).calls,

    /** Posts the form of the hosted payment page. */
    pay: (checkoutUrl: string, card = '4242424242424242'): Promise<Response> =>
      fetch(checkoutUrl, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ card_number: card, expiry: '12/34', cvc: '123' }),
      }),

    /** Every document with its times, by its path. */
    documents: () => readDatabase((request) => fetch(atFirestore(request, firestore)), projectId),
    counters: () => json<Counters>(`${firestore}/__local/counters`),
    redisCalls: async () =>
      (await json<{ calls: Record<string, number> }>(`${redis}/__local/counters`)).calls,
    logLines: () => json<string[]>(logs),
  }
}

async function json<T>(address: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(address, init)
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  return (await answer.json()) as T
}

export interface Counters {
  readonly calls: Readonly<Record<string, number>>
  readonly documentsRead: number
  readonly documentsWritten: number
  readonly indexEntriesScanned: number
}

export function post(body: unknown, headers: HeaderFields = {}): RequestInit {
  const type = { 'content-type': 'application/json' }
  return { method: 'POST', headers: { ...type, ...headers }, body: JSON.stringify(body) }
}

/** The snapshot asks by path; the stand-in listens elsewhere. */
function atFirestore(request: Request, firestore: string): Request {
  const { pathname, search } = new URL(request.url)
  return new Request(`${firestore}${pathname}${search}`, request)
}
