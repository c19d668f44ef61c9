// Hydrates the server's page; the reason it is a transition: typing goes first.
import { RemixBrowser } from '@remix-run/react'
import { startTransition, useEffect } from 'react'
import { hydrateRoot } from 'react-dom/client'

// React 18 gives a page up when a key is pressed while it waits for its data. Until it is hydrated
// it hears of nothing: links, fields and forms work by themselves.
const HELD = ['keydown', 'keyup', 'focusin', 'focusout', 'mousedown', 'mouseup', 'click', 'input']
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

// A page brought back by the back button may be waiting for a payment page it already opened, or
// belong to someone who has signed out since.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})
