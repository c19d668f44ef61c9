// The custom claim that makes an admin, set through the Identity Toolkit's documented calls.
import * as z from 'zod'

export interface IdentityDoor {
  /** Up to and with `/v1`. */
  readonly baseUrl: string
  readonly projectId: string
  readonly token: () => Promise<string>
  readonly fetch?: typeof fetch
}

export interface Person {
  readonly uid: string
  readonly email: string
  readonly disabled: boolean
  readonly claims: Readonly<Record<string, unknown>>
}

/** What the operator has to read; anything else that is thrown is a bug. */
export class AdminError extends Error {}

const TIMEOUT_MS = 10_000
const CLAIMS_CHARS_MAX = 1000

const Lookup = z.object({
  users: z
    .array(
      z.object({
        localId: z.string(),
        email: z.string(),
        disabled: z.boolean().default(false),
        customAttributes: z.string().default('{}'),
      }),
    )
    .default([]),
})
const Claims = z.record(z.string(), z.unknown())
const Refusal = z.object({ error: z.object({ message: z.string() }) })

export async function findPerson(door: IdentityDoor, email: string): Promise<Person> {
  const answer = Lookup.parse(await call(door, 'accounts:lookup', { email: [email] }))
  const [user] = answer.users
  if (!user) throw new AdminError(`Nobody signs in as ${email} in project ${door.projectId}.`)
  const { localId: uid, disabled, customAttributes } = user
  return { uid, email: user.email, disabled, claims: Claims.parse(JSON.parse(customAttributes)) }
}

/** Leaves every other claim as it is. True when something changed. */
export async function setAdmin(
  door: IdentityDoor,
  { uid, claims }: Person,
  admin: boolean,
  nowMs: number,
): Promise<boolean> {
  if ((claims.admin === true) === admin) return false
  const { admin: _, ...others } = claims
  const customAttributes = JSON.stringify(admin ? { ...others, admin: true } : others)
  if (customAttributes.length > CLAIMS_CHARS_MAX) {
    throw new AdminError(`The claims of this person would pass ${CLAIMS_CHARS_MAX} characters.`)
  }
  // Tokens already handed out keep the claim: whoever loses it is signed out everywhere.
  const ended = admin ? {} : { validSince: String(Math.floor(nowMs / 1000)) }
  await call(door, 'accounts:update', { localId: uid, customAttributes, ...ended })
  return true
}

async function call(door: IdentityDoor, operation: string, body: object): Promise<unknown> {
  const url = `${door.baseUrl}/projects/${door.projectId}/${operation}`
  const response = await send(door, url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await door.token()}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer
  const refusal = Refusal.safeParse(answer)
  const reason = refusal.success ? refusal.data.error.message : 'without a reason'
  throw new AdminError(`${operation} was refused (${response.status}): ${reason}`)
}

/** The project of a local server, which knows only one. */
export async function localProject(baseUrl: string, fetcher = fetch): Promise<string> {
  const response = await send({ baseUrl, fetch: fetcher }, `${baseUrl}/projects?key=local`)
  const answer = z.object({ projectId: z.string() }).safeParse(await response.json())
  if (answer.success) return answer.data.projectId
  throw new AdminError(`${baseUrl} doesn't tell its project: set FIREBASE_PROJECT_ID.`)
}

async function send(
  door: Pick<IdentityDoor, 'baseUrl' | 'fetch'>,
  url: string,
  init: RequestInit = {},
): Promise<Response> {
  const { fetch: fetcher = fetch } = door
  try {
    return await fetcher(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  } catch (cause) {
    const { host, hostname } = new URL(url)
    const local = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
    const advice = local ? 'Is `npm start` running?' : 'Check the network.'
    throw new AdminError(`No answer from ${host}. ${advice}`, { cause })
  }
}
