// Pages for everybody who is signed out are kept near them for half a minute: a hit asks neither
// Firestore nor Redis (docs/decisions/0016). Nothing that belongs to one person is ever kept.
import type { PageContext } from '../../shared/pages.ts'
import type { AppContext } from './app-env.ts'
import { hashScripts } from './script-hashes.ts'

const KEPT_MS_MAX = 30_000
const PAGE_BYTES_MAX = 512 * 1024

/** The platform's cache. */
export interface PageStore {
  /** Of the build: its pages name its files. */
  readonly version: string
  match(key: string): Promise<Response | undefined>
  put(key: string, page: Response): Promise<unknown>
  /** Work that the answer doesn't wait for. */
  later(work: Promise<unknown>): void
}

export type Visitor = Pick<PageContext, 'locale' | 'zone' | 'isZoneGuess'>

export interface Shown {
  readonly page: Response
  /** Every answer it was made from was good. */
  readonly isSound: boolean
  /** The present moment that it was made for. */
  readonly now: number
}

/** All that a page is made from: what one visitor sends must not reach another. */
export interface Wanted {
  readonly address: string
  readonly visitor: Visitor
}

const MADE_AT = 'x-made-at'
const GOOD_UNTIL = 'x-good-until'
const SCRIPTS = 'x-scripts'

export async function throughCache(
  c: AppContext,
  store: PageStore,
  wanted: Wanted,
  show: (request: Request) => Promise<Shown>,
): Promise<Response> {
  const key = keyOf(c, store, wanted)
  const found = await find(c, store, key)
  c.set('cache', found ? 'hit' : 'miss')
  if (found) return served(c, found)
  if (c.req.method !== 'GET') return (await show(c.req.raw)).page
  const shown = await show(new Request(new URL(wanted.address, c.req.url)))
  const [text, asItIs] = await textOf(c, shown)
  if (text === null) return asItIs
  const kept = await prepare(c, shown, text)
  const seconds = Math.floor((kept.goodUntil - shown.now) / 1000)
  if (seconds > 0) store.later(keep(c, store, key, kept.page(seconds)))
  return served(c, kept.page(seconds))
}

function keyOf(c: AppContext, { version }: PageStore, { address, visitor }: Wanted): string {
  const deployed = c.var.settings.CF_VERSION_METADATA?.id ?? ''
  const { locale, zone, isZoneGuess } = visitor
  const known = isZoneGuess ? 'guess' : 'own'
  const parts = [version, deployed, locale, zone, known].map((part) => encodeURIComponent(part))
  return new URL(`/_kept/${parts.join('/')}${address}`, c.req.url).href
}

/** A cache that is away is a cache that has nothing. */
async function find(c: AppContext, store: PageStore, key: string): Promise<Response | null> {
  const found = await store.match(key).catch((error: unknown) => {
    c.var.log.warn('pages_not_found', { error })
  })
  if (!found) return null
  // By our own clock, whatever the platform's says.
  const left = Number(found.headers.get(GOOD_UNTIL)) - c.var.services.clock.now()
  if (left > 0 && left <= KEPT_MS_MAX) return found
  void found.body?.cancel()
  return null
}

async function keep(c: AppContext, store: PageStore, key: string, page: Response): Promise<void> {
  try {
    await store.put(key, page)
  } catch (error) {
    c.var.log.warn('page_not_kept', { error })
  }
}

/** The text of a page that may be kept, or null and the page as it is. */
async function textOf(c: AppContext, { page, isSound }: Shown): Promise<[string | null, Response]> {
  // An id that a visitor chose can't be cut out of a text safely.
  const ownId = c.req.header('x-request-id') !== c.var.requestId
  const { body, status, headers } = page
  if (!isSound || !ownId || !body || status !== 200 || headers.has('set-cookie')) {
    return [null, page]
  }
  const [asItIs, copy] = body.tee()
  const text = await readWithin(copy, PAGE_BYTES_MAX)
  if (text === null || text.includes(BROKEN_OFF)) return [null, new Response(asItIs, page)]
  void asItIs.cancel()
  return [text, page]
}

/** What React leaves where rendering failed half way; the status had been sent by then. */
const BROKEN_OFF = '<!--$!-->'

async function readWithin(body: ReadableStream<Uint8Array>, bytesMax: number) {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      bytes += value.byteLength
      if (bytes > bytesMax) return null
      text += decoder.decode(value, { stream: true })
    }
  } catch {
    // Whoever waits for the page meets the same failure in it.
    return null
  } finally {
    // Not awaited: the other half is still being read.
    void reader.cancel().catch(() => undefined)
  }
}

async function prepare(c: AppContext, { page, now }: Shown, text: string) {
  // The request's id is this visitor's own: nobody else may quote it to support.
  const { html, sources } = await hashScripts(text.replaceAll(c.var.requestId, ''), c.var.nonce)
  const goodUntil = Math.min(now + KEPT_MS_MAX, nextInstantIn(html, now))
  return {
    goodUntil,
    page(seconds: number): Response {
      const headers = new Headers(page.headers)
      headers.set('cache-control', `public, s-maxage=${seconds}`)
      headers.set(MADE_AT, String(now))
      headers.set(GOOD_UNTIL, String(goodUntil))
      headers.set(SCRIPTS, sources.join(' '))
      return new Response(html, { headers })
    },
  }
}

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z/g

/** At the next instant that a page names, such as a closing time, what it says may be wrong. */
function nextInstantIn(text: string, now: number): number {
  const instants = (text.match(INSTANT) ?? []).map((instant) => Date.parse(instant))
  return Math.min(Number.POSITIVE_INFINITY, ...instants.filter((instant) => instant > now))
}

/**
 * For the browser: never kept there, so that going back after signing in shows no page of before.
 * Its scripts learn how old the page's present moment is (remix-app/lib/now.ts).
 */
function served(c: AppContext, kept: Response): Response {
  const { headers, body } = kept
  const answer = new Response(body, { headers: new Headers(headers) })
  for (const name of [MADE_AT, GOOD_UNTIL, SCRIPTS, 'age', 'cf-cache-status']) {
    answer.headers.delete(name)
  }
  const sources = headers.get(SCRIPTS) ?? ''
  c.set('inlineScripts', sources === '' ? [] : sources.split(' '))
  const madeAt = Number(headers.get(MADE_AT))
  const age = Math.max(0, c.var.services.clock.now() - madeAt)
  answer.headers.set('cache-control', 'private, no-store')
  answer.headers.set('server-timing', `now;desc="${madeAt}";dur=${age}`)
  return answer
}
