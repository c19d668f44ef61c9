// After a form came back with messages, the focus goes to the first field that has one.
import { type RefObject, useEffect, useRef } from 'react'

export function useErrorFocus(errors: object | undefined): RefObject<HTMLFormElement> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (!errors || Object.keys(errors).length === 0) return
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])
  return form
}
