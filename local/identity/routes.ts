// Names the call behind a path, so that routing, fault rules and counters agree on it.

export interface Call {
  /** `accounts:signUp`, `accounts`, `createSessionCookie`, `token`, `jwks`, ... */
  name: string
  /** Named in admin and emulator paths only. */
  projectId?: string
  kind: 'client' | 'admin' | 'open' | 'local'
}

type Shape = [method: string, path: RegExp, kind: Call['kind'], name: string | undefined]

/** Google's host names may stand in front, as the SDK's emulator mode sends them. */
const HOST = /^\/(?:identitytoolkit|securetoken|oauth2|www)\.googleapis\.com(?=\/)/

// The first match wins; a shape without a name takes it from its `name` group.
const SHAPES: Shape[] = [
  ['POST', /^\/v1\/(?<name>accounts:\w+)$/, 'client', undefined],
  ['POST', /^\/v1\/token$/, 'client', 'token'],
  ['GET', /^\/v1\/projects$/, 'client', 'projects'],
  ['GET', /^\/v2\/(?<name>recaptchaConfig|passwordPolicy)$/, 'client', undefined],
  ['*', /^\/v1\/projects\/(?<project>[^/:]+)\/(?<name>accounts(?::\w+)?)$/, 'admin', undefined],
  ['POST', /^\/v1\/projects\/(?<project>[^/:]+):(?<name>createSessionCookie)$/, 'admin', undefined],
  ['GET', /^\/v1\/(?<name>sessionCookiePublicKeys)$/, 'open', undefined],
  [
    'GET',
    /^\/service_accounts\/v1\/jwk\/securetoken@system\.gserviceaccount\.com$/,
    'open',
    'jwks',
  ],
  ['POST', /^\/token$/, 'open', 'oauthToken'],
  ['GET', /^\/$/, 'open', 'ready'],
  ['*', /^\/emulator\/(?<name>action)$/, 'open', undefined],
  ['*', /^\/emulator\/v1\/projects\/(?<project>[^/]+)\/(?<name>\w+)$/, 'local', undefined],
  ['*', /^\/__local\/(?<name>[\w-]+)$/, 'local', undefined],
]

export function nameCall(request: Request): Call | undefined {
  // Some clients escape `:` and `@`; nothing else in these paths needs it.
  const escaped = new URL(request.url).pathname.replace(HOST, '')
  const path = escaped.replace(/%3a/gi, ':').replaceAll('%40', '@')
  for (const [method, shape, kind, fixedName] of SHAPES) {
    const match = shape.exec(path)
    if (!match || (method !== '*' && method !== request.method)) continue
    const projectId = match.groups?.project
    const name = fixedName ?? match.groups?.name ?? ''
    return { name, kind, ...(projectId !== undefined && { projectId }) }
  }
  return undefined
}
