// For crawlers: what is public, and where it is listed.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'

const PRIVATE = ['/wallet', '/account', '/admin', '/api/']
const KEPT_SECONDS = 3600

export function loader({ context }: LoaderFunctionArgs): Response {
  const lines = [
    'User-agent: *',
    ...PRIVATE.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${new URL('/sitemap.xml', context.origin).href}`,
    '',
  ]
  return new Response(lines.join('\n'), {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': `public, max-age=${KEPT_SECONDS}`,
    },
  })
}
