// Browsers call this server from another port: every answer, refusals too, must allow that.
import type { Handler } from './serve.ts'

const MAX_AGE_SECONDS = 3600

export function withCors(handler: Handler): Handler {
  return async (request) => {
    const origin = request.headers.get('origin')
    const asked = request.headers.get('access-control-request-method')
    const preflight = request.method === 'OPTIONS' && asked !== null
    const answer = preflight ? new Response(null, { status: 204 }) : await handler(request)
    const response = new Response(answer.body, answer)
    response.headers.set('access-control-allow-origin', origin ?? '*')
    // Firestore's SDK asks with credentials, though there are no cookies to send.
    if (origin) response.headers.set('access-control-allow-credentials', 'true')
    response.headers.append('vary', 'Origin')
    if (preflight) allow(request, response.headers)
    return response
  }
}

function allow(request: Request, headers: Headers): void {
  const asked = request.headers.get('access-control-request-headers') ?? '*'
  headers.set('access-control-allow-headers', asked)
  headers.set('access-control-allow-methods', 'GET,HEAD,PUT,PATCH,POST,DELETE')
  headers.set('access-control-max-age', String(MAX_AGE_SECONDS))
  if (request.headers.get('access-control-request-private-network')) {
    headers.set('access-control-allow-private-network', 'true')
  }
}
