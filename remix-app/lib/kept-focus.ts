// What was pressed may be gone with the page that it was on, and the focus with it: keys and screen
// readers would begin anew above the menu.
import { useLocation } from '@remix-run/react'
import { useEffect, useRef } from 'react'

const TITLE = 'main h1'
const FILTER = 'main .console-filters [type=submit]'

/** Then another page begins at its title, and a list that was filtered at its filter. */
export function useKeptFocus(): void {
  const { pathname, key } = useLocation()
  const seen = useRef({ pathname, key })
  useEffect(() => {
    const { current: before } = seen
    seen.current = { pathname, key }
    if (before.key === key || document.activeElement !== document.body) return
    const isSame = before.pathname === pathname
    const place =
      (isSame && document.querySelector<HTMLElement>(FILTER)) ||
      document.querySelector<HTMLElement>(TITLE)
    if (place?.localName === 'h1') place.setAttribute('tabindex', '-1')
    // Where the page stands is the router's to say.
    place?.focus({ preventScroll: true })
  }, [pathname, key])
}
