// Whether what the page shows is true now: told by the browser, by the service worker, and by
// readings that get no answer. What must not leave an offline page is stopped here.
import { type Location, useNavigation } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { hasTyped, SIGN_IN_PAGES } from './drafts.ts'
import { holdReadings } from './held.ts'
import { useOnline } from './online.ts'
import { documentAsOf, openServiceWorker } from './service-worker.ts'

const AGAIN_MS = 15_000
/** What somebody offline looks for first, and what can be begun there. */
const AT_HAND = ['/wallet', '/predictions', '/wallet/buy']

export interface Connection {
  readonly isOnline: boolean
  /** Since when it is only the last known; null = it is true. */
  readonly asOf: string | null
  /** Readings that wait for an answer. */
  readonly held: number
  /** A page was asked for that does not come, and what was typed here keeps this one. */
  readonly isWaiting: boolean
}

export function useConnection(isSignedIn: boolean, readAgain: () => Promise<void>): Connection {
  const isOnline = useOnline()
  const [asOf, setAsOf] = useState(documentAsOf)
  const [held, setHeld] = useState(0)
  useEffect(() => holdReadings(setHeld), [])
  useEffect(() => {
    const tell = (now: string | null) => {
      if (now === null) delete document.documentElement.dataset.asOf
      setAsOf(now)
    }
    return openServiceWorker(isSignedIn ? AT_HAND : [], tell)
  }, [isSignedIn])
  useEffect(() => {
    if (asOf === null || !isOnline) return
    const again = () => void readAgain()
    again()
    const timer = setInterval(again, AGAIN_MS)
    return () => clearInterval(timer)
  }, [asOf, isOnline, readAgain])
  const isWaiting = useUnansweredWay(held > 0)
  return { isOnline, asOf, held, isWaiting }
}

/**
 * The way to a page that no reading answers ends as if its address had been opened: with the page
 * as it is kept, or with the words that it isn't, which wait for the connection. Nobody who typed
 * something is led away from it: they are told, and may stay.
 */
function useUnansweredWay(isUnanswered: boolean): boolean {
  const { location: to, formMethod } = useNavigation()
  const isWaiting = isUnanswered && to !== undefined
  useEffect(() => {
    if (!isWaiting || (formMethod ?? 'GET') !== 'GET' || !navigator.serviceWorker?.controller)
      return
    if (!hasTyped()) window.location.assign(addressOf(to))
  }, [isWaiting, formMethod, to])
  useEffect(() => {
    // The bar that says "on its way" would not be true.
    document.documentElement.toggleAttribute('data-held', isWaiting)
  }, [isWaiting])
  return isWaiting
}

const addressOf = ({ pathname, search, hash }: Location): string => pathname + search + hash

/** Forms that know how to wait; those of the sign-in pages tell a lost connection themselves. */
const KNOWS = '[data-waits], [action="/sign-out"]'

/** Stops what would end in an error page; `say`: which it was. Returns how to end it. */
export function guardPage(say: (what: 'form' | 'link') => void): () => void {
  const guard = (event: Event) => {
    if (navigator.onLine || !(event.target instanceof Element)) return
    const what = event.type === 'submit' ? formOf(event.target) : linkOf(event.target)
    if (!what) return
    event.preventDefault()
    event.stopPropagation()
    say(what)
  }
  for (const type of ['submit', 'click']) window.addEventListener(type, guard, true)
  return () => {
    for (const type of ['submit', 'click']) window.removeEventListener(type, guard, true)
  }
}

function formOf(target: Element): 'form' | null {
  if (!(target instanceof HTMLFormElement) || target.method !== 'post') return null
  return target.matches(KNOWS) || SIGN_IN_PAGES.test(location.pathname) ? null : 'form'
}

/** With a service worker at work there is a script for every page, and often the page. */
function linkOf(target: Element): 'link' | null {
  const link = target.closest('a')
  if (!link || navigator.serviceWorker?.controller || link.origin !== location.origin) return null
  return link.hash && link.pathname === location.pathname ? null : 'link'
}
