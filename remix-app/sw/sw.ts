// The service worker: the pages' files at hand, and the last known answers of whoever is signed in
// when the server can't be reached. Whatever moves tokens goes past it.
/// <reference lib="webworker" />
import { deviceNow } from '../lib/device-clock.ts'
import type { Told, Wished } from '../lib/offline-messages.ts'
import type { Built } from './built.ts'
import { Keeper } from './keeper.ts'
import { asksToSignIn, isReached, kindOf, markedDocument, pageOf, withNewKeys } from './policy.ts'
import { reloadOf } from './reload.ts'
import { offlineShell, shellDocument, signOutShell } from './shell.ts'

declare const self: ServiceWorkerGlobalScope
declare const BUILT: Built

const ASSETS = `assets-${BUILT.version}`
const PAGES = `pages-${BUILT.version}`
/** So long a server that says nothing is waited for, where something else can be shown. */
const SILENCE_MS_MAX = 15_000
const REFRESH_MS = 3_600_000

const keeper = new Keeper(PAGES, caches, deviceNow)

self.addEventListener('install', (event) => {
  void self.skipWaiting()
  event.waitUntil(caches.open(ASSETS).then((cache) => cache.addAll([...BUILT.assets])))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name !== ASSETS && name !== PAGES)
      await Promise.all(old.map((name) => caches.delete(name)))
      await self.registration.navigationPreload?.enable()
      await self.clients.claim()
    })(),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  switch (kindOf(request, self.location.origin)) {
    case 'asset':
      return event.respondWith(asset(request))
    case 'routes':
      return event.respondWith(routes(request))
    case 'document':
      return event.respondWith(read(event, (asOf) => lastDocument(request, asOf)))
    case 'reading':
      return event.respondWith(read(event, (asOf) => lastReading(event, asOf)))
    case 'signOut':
      return event.respondWith(signOut(request))
    case 'signIn':
      return event.waitUntil(keeper.forget())
    case 'other':
      return
  }
})

self.addEventListener('message', (event) => {
  const { kind, paths } = event.data as Wished
  if (kind === 'keep') event.waitUntil(Promise.all(paths.map(haveAtHand)))
})

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(ASSETS)
  return (await cache.match(request)) ?? fetch(request)
}

/** Of the same build the answer is known; of another one the server says what to do. */
async function routes(request: Request): Promise<Response> {
  const version = new URL(request.url).searchParams.get('version')
  return version === BUILT.routes.version ? Response.json(BUILT.routes.all) : fetch(request)
}

async function signOut(request: Request): Promise<Response> {
  await keeper.forget()
  const answer = await fetch(request).catch(() => null)
  // What another tab was still given for this person meanwhile.
  await keeper.forget()
  return answer ?? shellDocument(signOutShell(), BUILT.styles)
}

type Silent = Error | null

async function read(
  event: FetchEvent,
  lastKnown: (why: Silent) => Promise<Response | null>,
): Promise<Response> {
  const { era } = keeper
  const answering = answerOf(event)
  const quick = await Promise.race([answering.catch((why: Error) => why), silence()])
  if (!(quick instanceof Response)) {
    const known = await lastKnown(quick)
    if (known) return known
  }
  const answer = await answering
  await keeper.meet(answer)
  if (asksToSignIn(event.request.url, answer)) await keeper.forget()
  event.waitUntil(keeper.keep(event.request.url, answer.clone(), era))
  event.waitUntil(tell(event.clientId, null))
  return answer
}

const silence = () => new Promise<null>((resolve) => setTimeout(resolve, SILENCE_MS_MAX, null))

async function answerOf(event: FetchEvent): Promise<Response> {
  const early = (await event.preloadResponse) as Response | undefined
  const answer = early ?? (await fetch(event.request))
  if (!isReached(answer)) throw new Error('something in between answers for the server')
  return answer
}

async function lastDocument(request: Request, why: Silent): Promise<Response | null> {
  const known = await keeper.find(request.url)
  if (known) {
    const { answer, asOf } = known
    const html = withNewKeys(await answer.text(), () => crypto.randomUUID())
    return new Response(markedDocument(html, asOf), { headers: answer.headers })
  }
  if (!why) return null
  const usual = await Promise.all(['/wallet', '/predictions'].map(isAtHand))
  return shellDocument(offlineShell(request.url, usual.flat()), BUILT.styles)
}

const isAtHand = async (path: string) =>
  (await keeper.find(new URL(path, self.location.origin).href)) ? [path] : []

async function lastReading(event: FetchEvent, why: Silent): Promise<Response | null> {
  const { url } = event.request
  const known = await keeper.find(url)
  if (known) {
    event.waitUntil(tell(event.clientId, known.asOf))
    const body = withNewKeys(await known.answer.text(), () => crypto.randomUUID())
    return new Response(body, { headers: known.answer.headers })
  }
  if (!why) return null
  // Known as a whole page only: then the page is opened anew, unless it is the one that asks.
  const page = pageOf(url)
  const client = await self.clients.get(event.clientId)
  if (!client || client.url === page || !(await keeper.find(page))) return null
  return reloadOf(page)
}

async function tell(clientId: string, asOf: string | null): Promise<void> {
  const told: Told = { kind: 'answered', asOf }
  ;(await self.clients.get(clientId))?.postMessage(told)
}

/** The pages that somebody offline looks for first, though they came to another one. */
async function haveAtHand(path: string): Promise<void> {
  const { era } = keeper
  const url = new URL(path, self.location.origin).href
  const known = await keeper.find(url)
  if (known && deviceNow() - Date.parse(known.asOf) < REFRESH_MS) return
  const answer = await fetch(url, { headers: { accept: 'text/html' } }).catch(() => null)
  if (!answer || answer.redirected) return
  await keeper.meet(answer)
  await keeper.keep(url, answer, era)
}
