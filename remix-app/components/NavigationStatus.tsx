// Navigations in the browser, made noticeable: a bar while one runs, its title read out at the end.
import { useLocation, useNavigation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { focusArrival } from '../lib/arrival.ts'

export function NavigationStatus() {
  const { state } = useNavigation()
  const { pathname } = useLocation()
  const spoken = useRef<HTMLParagraphElement>(null)
  const first = useRef(pathname)

  useEffect(focusArrival, [])
  // The first page is read by the screen reader itself.
  useEffect(() => {
    if (first.current === pathname) return
    first.current = ''
    if (spoken.current) spoken.current.textContent = document.title
  }, [pathname])

  return (
    <>
      {state === 'idle' ? null : <div className="progress" aria-hidden="true" />}
      <p ref={spoken} aria-live="polite" className="sr-only" />
    </>
  )
}
