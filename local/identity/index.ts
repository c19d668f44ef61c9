// Local Firebase Auth: the Identity Toolkit subset of the firebase/auth SDK and of our admin calls,
// with really signed tokens, so that local and hosted tokens take one code path.

import { withCors } from '../cors.ts'
import { withFaults } from '../faults.ts'
import { type Context, createContext, type ServiceAccount } from './context.ts'
import { errorResponse, IdentityError, rejection } from './errors.ts'
import { readBody } from './fields.ts'
import { requireAdmin, requireApiKey } from './oauth.ts'
import { ADMIN, CLIENT, LOCAL, OPEN } from './operations.ts'
import { type Call, nameCall } from './routes.ts'
import { openDatabase } from './store.ts'

export type { ServiceAccount } from './context.ts'

/** Google sends some six hours. */
const JWKS_SECONDS_DEFAULT = 21_600

export interface IdentityOptions {
  /** For node:sqlite: ':memory:' or a path; keys and accounts survive a restart. */
  file: string
  projectId: string
  /** Milliseconds. */
  now?: () => number
  hangMs?: number
  /** Whose assertions `POST /token` takes. */
  serviceAccounts?: ServiceAccount[]
  /** Told every line that Firebase would have e-mailed. */
  mail?: (line: string) => void
  /** max-age of the published keys. */
  jwksSeconds?: number
}

export interface Identity {
  fetch(request: Request): Promise<Response>
  close(): void
}

export function createIdentity(options: IdentityOptions): Identity {
  const db = openDatabase(options.file)
  const context = createContext(db, options)
  const jwksSeconds = options.jwksSeconds ?? JWKS_SECONDS_DEFAULT
  const calls: Record<string, number> = {}
  const faulty = withFaults((request) => answer(context, request, jwksSeconds), {
    callOf: (request) => nameCall(request)?.name ?? '',
    rejection,
    ...(options.hangMs !== undefined && { hangMs: options.hangMs }),
  })

  const fetch = withCors(async (request) => {
    const call = nameCall(request)
    if (call?.kind === 'local' && call.name === 'counters') {
      if (request.method === 'DELETE') for (const name of Object.keys(calls)) delete calls[name]
      return Response.json({ calls })
    }
    if (call && call.kind !== 'local') calls[call.name] = (calls[call.name] ?? 0) + 1
    return faulty(request)
  })
  return { fetch: async (request) => fetch(request), close: () => db.close() }
}

const BY_KIND = { client: CLIENT, admin: ADMIN, open: OPEN, local: LOCAL }

async function answer(context: Context, request: Request, jwksSeconds: number): Promise<Response> {
  try {
    const url = new URL(request.url)
    const call = nameCall(request)
    if (!call) throw new IdentityError(`Not Found: ${url.pathname}`, 404, 'NOT_FOUND')
    const admin = admit(context, call, request)
    const operations = admin ? ADMIN : BY_KIND[call.kind]
    const run = Object.hasOwn(operations, call.name) ? operations[call.name] : undefined
    if (!run) {
      throw new IdentityError(`${call.name} isn't supported locally`, 501, 'UNIMPLEMENTED')
    }
    const body = await readBody(request)
    const result = run({ context, body, url, method: request.method, jwksSeconds })
    return result instanceof Response ? result : Response.json(result)
  } catch (error) {
    if (error instanceof IdentityError) return errorResponse(error)
    throw error
  }
}

/** Whether the caller acts as an admin; throws when it may not call at all. */
function admit(context: Context, call: Call, request: Request): boolean {
  if (call.projectId !== undefined && call.projectId !== context.projectId) {
    throw new IdentityError('PROJECT_NOT_FOUND', 404, 'NOT_FOUND')
  }
  if (call.kind === 'client') requireApiKey(request)
  if (call.kind === 'admin') requireAdmin(context, request)
  return call.kind === 'admin'
}
