// One field for everything that has an id. `/` leads there from anywhere that isn't a field.
import { Form, useLocation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { CONSOLE } from '../../words/console.ts'
import { Icon } from '../Icon.tsx'

const KEY = '/'
const TYPES = 'input, textarea, select, [contenteditable]'

export function ConsoleSearch() {
  const field = useRef<HTMLInputElement>(null)
  const { pathname, search } = useLocation()
  const asked = pathname === '/admin/search' ? new URLSearchParams(search).get('q') : null
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      const { key, target, ctrlKey, metaKey, altKey } = event
      const isTyping = target instanceof Element && target.matches(TYPES)
      if (key !== KEY || isTyping || ctrlKey || metaKey || altKey) return
      event.preventDefault()
      field.current?.select()
    }
    addEventListener('keydown', focus)
    return () => removeEventListener('keydown', focus)
  }, [])
  return (
    <Form action="/admin/search" role="search" className="input-pair console-search">
      <input
        ref={field}
        key={asked}
        type="search"
        name="q"
        required
        maxLength={400}
        defaultValue={asked ?? ''}
        aria-label={CONSOLE.search}
        aria-keyshortcuts={KEY}
        placeholder={CONSOLE.searchHint}
        className="input"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <button type="submit" className="input-side" aria-label={CONSOLE.searchVerb}>
        <Icon name="search" />
      </button>
    </Form>
  )
}
