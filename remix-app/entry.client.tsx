// Hydrates the server's page; the reason it is a transition: typing goes first.
import { RemixBrowser } from '@remix-run/react'
import { startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'

startTransition(() => {
  hydrateRoot(document, <RemixBrowser />)
})

// A page brought back by the back button may be waiting for a payment page it already opened, or
// belong to someone who has signed out since.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})
