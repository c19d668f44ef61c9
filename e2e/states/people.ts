// The people of the pages, one a situation, and how each of them is signed in without a form.
import { ensureAccount } from '../../local/identity/ensure-account.ts'
import { PASSWORD } from '../../local/seed.ts'
import type { Stack } from '../../local/stack.ts'
import { PROJECT_ID } from '../../local/stand-ins.ts'
import { UserId } from '../../shared/ids.ts'

const SITUATIONS = [
  /** Has just signed up. */
  'newcomer',
  /** Months of everything. */
  'regular',
  /** More tokens than fit on a line. */
  'whale',
  /** Won, spent it, and the result was corrected. */
  'debtor',
  /** All that there was is committed. */
  'spent',
  /** The other side of everybody's commitments. */
  'rival',
  'noPurchases',
  'noCommitments',
  'paused',
  'closing',
  'onBreak',
  'limited',
  /** With a limit that an unpaid purchase uses up. */
  'thrifty',
  /** A purchase in each state. */
  'buyer',
  /** Money of theirs goes back. */
  'returning',
  /** A bank payment that came to nothing. */
  'bounced',
  /** Three unpaid purchases. */
  'waiting',
  /** Committed too much too fast. */
  'hasty',
  /** Asks all the time. */
  'restless',
  /** Was, and can't sign in any more. */
  'locked',
  /** While signed in. */
  'disabled',
  'boss',
] as const

export type Person = (typeof SITUATIONS)[number]
export const ID = Object.fromEntries(
  SITUATIONS.map((name) => [name, UserId.parse(`states-${name.toLowerCase()}`)]),
) as Record<Person, UserId>
export const emailOf = (person: Person): string => `${ID[person]}@kai.test`

export async function makeAccounts({ services: { identity } }: Stack): Promise<void> {
  const server = { baseUrl: identity?.url ?? '', projectId: PROJECT_ID }
  for (const person of SITUATIONS) {
    const claims = person === 'boss' ? { admin: true } : {}
    const login = { localId: ID[person], email: emailOf(person), password: PASSWORD, claims }
    await ensureAccount(server, login)
  }
}

/** By somebody of support, in Firebase's console. */
export async function disableAccount({ services }: Stack, person: Person): Promise<void> {
  const update = `/identitytoolkit.googleapis.com/v1/projects/${PROJECT_ID}/accounts:update`
  const change = { localId: ID[person], disableUser: true }
  await post(`${services.identity?.url}${update}`, change, { authorization: 'Bearer owner' })
}

/** What Firebase gives whoever signs in with the right password. */
export async function idTokenOf({ services }: Stack, email: string): Promise<string> {
  const signIn = '/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=local'
  const given = { email, password: PASSWORD, returnSecureToken: true }
  const signedIn = await post(`${services.identity?.url}${signIn}`, given)
  return ((await signedIn.json()) as { idToken: string }).idToken
}

/** What the browser holds once somebody is signed in. */
export async function sessionCookie(stack: Stack, person: Person): Promise<string> {
  const idToken = await idTokenOf(stack, emailOf(person))
  const session = await post(`${stack.url}/api/session`, { idToken }, { origin: stack.url })
  const [cookie = ''] = session.headers.getSetCookie()
  const [, value] = /^__Host-session=([^;]+)/.exec(cookie) ?? []
  if (!value) throw new Error(`${person} can't sign in: ${session.status}`)
  return value
}

async function post(url: string, body: object, headers: Record<string, string> = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}
