// Public answers that browsers and caches may keep for a while, and ask about by their tag.
import type { AppContext } from './app-env.ts'

export async function cacheable(
  c: AppContext,
  body: string,
  contentType: string,
  seconds: number,
): Promise<Response> {
  const tag = `"${await fingerprint(body)}"`
  c.header('etag', tag)
  c.header('cache-control', `public, max-age=${seconds}, s-maxage=${seconds}`)
  if (matches(c.req.header('if-none-match'), tag)) return c.body(null, 304)
  return c.body(body, 200, { 'content-type': contentType })
}

async function fingerprint(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0'))
  return hex.join('').slice(0, 32)
}

/** Compared weakly (RFC 9110, 13.1.2): a cache on the way may have marked the tag `W/`. */
function matches(given: string | undefined, tag: string): boolean {
  const tags = (given ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(tag)
}
