// Streams documents; nothing rendered for one person may be kept by a cache in between.
import type { AppLoadContext, EntryContext, HandleErrorFunction } from '@remix-run/cloudflare'
import { RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToReadableStream } from 'react-dom/server'
import { NonceProvider } from './lib/nonce.tsx'
import styles from './tailwind.css?url'

const RENDER_MS_MAX = 10_000
export const streamTimeout = RENDER_MS_MAX - 1_000

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  let statusNow = status
  const page = (
    <NonceProvider value={context.nonce}>
      <RemixServer context={remix} url={request.url} nonce={context.nonce} />
    </NonceProvider>
  )
  const slow = new AbortController()
  const timer = setTimeout(() => slow.abort(), RENDER_MS_MAX)
  const body = await renderToReadableStream(page, {
    nonce: context.nonce,
    signal: slow.signal,
    onError(error) {
      statusNow = 500
      if (!request.signal.aborted) report(error, context)
    },
  })
  // An abort after the last byte would be an error of its own.
  const rendered = body.allReady.finally(() => clearTimeout(timer)).catch(() => undefined)
  if (isbot(request.headers.get('user-agent') ?? '')) await rendered
  headers.set('content-type', 'text/html; charset=utf-8')
  headers.append('link', neededBy(remix))
  return new Response(body, { status: statusNow, headers: unkept(headers) })
}

/** What every page needs, before its first byte: Cloudflare can send it on as early hints. */
function neededBy({ manifest: { entry } }: EntryContext): string {
  const scripts = [entry.module, ...entry.imports].map((path) => `<${path}>; rel=modulepreload`)
  return [`<${styles}>; rel=preload; as=style`, ...scripts].join(', ')
}

/** Client-side navigations. */
export function handleDataRequest(response: Response): Response {
  unkept(response.headers)
  return response
}

export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (!request.signal.aborted) report(error, context)
}

function unkept(headers: Headers): Headers {
  headers.set('cache-control', 'private, no-store')
  return headers
}

// Only the kind and place of an error: its message may quote what a person typed.
function report(error: unknown, context: AppLoadContext): void {
  const name = error instanceof Error ? error.name : typeof error
  const at = error instanceof Error ? error.stack?.split('\n').slice(1, 6) : undefined
  console.error(JSON.stringify({ event: 'page_failed', requestId: context.requestId, name, at }))
}
