// Hydrates the server's page; the reason it is a transition: typing goes first.
import { RemixBrowser } from '@remix-run/react'
import { startTransition, useEffect } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { ZONE_COOKIE } from '../shared/visitor.ts'
import { browserZone } from './lib/locale.ts'

const ZONE_KEPT_MS = 365 * 24 * 60 * 60 * 1000

// React 18 gives a page up, and what was typed into it, when it hears one of these while it waits
// for its data. Until it is hydrated it hears of nothing: links, fields and forms work by
// themselves.
const HELD = [
  ...['keydown', 'keypress', 'keyup', 'focusin', 'focusout', 'textInput', 'input', 'change'],
  ...['compositionstart', 'compositionend', 'copy', 'cut', 'paste', 'reset', 'submit'],
  ...['pointerdown', 'pointerup', 'pointercancel', 'touchstart', 'touchend', 'touchcancel'],
  ...['mousedown', 'mouseup', 'click', 'auxclick', 'dblclick', 'contextmenu'],
  ...['dragstart', 'dragend', 'drop'],
]
const hold = (event: Event): void => event.stopPropagation()
for (const type of HELD) window.addEventListener(type, hold, true)

function Hydrated() {
  useEffect(() => {
    for (const type of HELD) window.removeEventListener(type, hold, true)
  }, [])
  return <RemixBrowser />
}

startTransition(() => {
  hydrateRoot(document, <Hydrated />)
})

// So that the next page is written in this zone from its first byte on.
globalThis.cookieStore
  ?.set({
    name: ZONE_COOKIE,
    value: browserZone(),
    expires: performance.timeOrigin + ZONE_KEPT_MS,
    sameSite: 'lax',
  })
  // Without it the zone is right a moment after the page is there.
  .catch(() => undefined)

// A page brought back by the back button may be waiting for a payment page it already opened, or
// belong to someone who has signed out since.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})
