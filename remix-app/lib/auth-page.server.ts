// What the sign-in pages share on the server.
import { data, redirect } from '@remix-run/cloudflare'
import type { Visit } from './api.server.ts'
import { addressOf } from './meta.ts'
import { safeNext } from './next-path.ts'

const REASONS = ['ended', 'everywhere', 'needed'] as const
/** What only its owner sees. */
const OWN = /^\/(?:wallet|account)\b/

export const nextOf = (request: Request): string =>
  safeNext(new URL(request.url).searchParams.get('next'))

export function authLoader({ request, context }: Visit) {
  const query = new URL(request.url).searchParams
  const next = nextOf(request)
  const given = REASONS.find((each) => each === query.get('reason')) ?? null
  const reason = given ?? (OWN.test(query.get('next') ?? '') ? 'needed' : null)
  // A session the API no longer accepts would bounce between here and there.
  if (context.viewer && reason !== 'ended') throw redirect(next)
  return { settings: context.browser, next, reason, address: addressOf({ request, context }) }
}

// Reached only when the form is sent before its script is there. The body is not even read: a
// password has no business on this server.
export const authAction = () => data({ unready: true }, { status: 400 })
