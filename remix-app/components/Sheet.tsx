// What lies over the page: a server-rendered <dialog open> that becomes a modal one. The browser
// then traps the focus, makes the page behind inert and handles Escape. Without JavaScript it stays
// a part of the page.
import { Link } from '@remix-run/react'
import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'
import { Icon } from './Icon.tsx'

interface SheetProps {
  readonly title: string
  readonly text?: string | null
  /** Gets the focus back when what opened it is gone. */
  readonly openerId: string
  /** On Escape, on a press outside, and on the cross. */
  readonly onDismiss: () => void
  /** Of the cross; without it there is none. */
  readonly close?: string
  /** Where the cross leads; then it is a link, and there without scripts. */
  readonly closeTo?: string
  /** There from the first paint on. */
  readonly open?: true
  readonly children: ReactNode
}

export function Sheet(props: SheetProps) {
  const { title, text, openerId, onDismiss, close, open, children } = props
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useModal(ref, openerId, onDismiss)
  return (
    <dialog ref={ref} open={open} className="sheet" aria-labelledby={titleId}>
      <div className="sheet-panel card">
        <h2 id={titleId} className={`text-2xl ${close ? 'pr-12' : ''}`}>
          {title}
        </h2>
        {text ? <p className="mt-1 text-soft">{text}</p> : null}
        {children}
        {close ? <Cross {...props} name={close} /> : null}
      </div>
    </dialog>
  )
}

function Cross({ name, closeTo, onDismiss }: SheetProps & { name: string }) {
  const look = 'nav-link absolute top-3 right-3 justify-center px-3'
  const cross = (
    <>
      <Icon name="close" className="size-6" />
      <span className="sr-only">{name}</span>
    </>
  )
  return closeTo ? (
    <Link to={closeTo} replace preventScrollReset className={look}>
      {cross}
    </Link>
  ) : (
    <button type="button" className={look} onClick={onDismiss}>
      {cross}
    </button>
  )
}

/**
 * `onDismiss` runs on Escape and on a click outside. What had the focus gets it back, or `openerId`
 * once that is gone.
 */
function useModal(
  ref: RefObject<HTMLDialogElement>,
  openerId: string,
  onDismiss: () => void,
): void {
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    const opener = document.activeElement as HTMLElement | null
    dialog.removeAttribute('open')
    dialog.showModal()
    // Else the first choice gets the focus, not the one that is set.
    dialog.querySelector<HTMLElement>('input:checked')?.focus()
    return () => {
      dialog.close()
      requestAnimationFrame(() => {
        opener?.focus()
        // It was rendered anew, or lies in a menu that has closed.
        const isLost = document.activeElement === document.body
        if (isLost) document.getElementById(openerId)?.focus()
      })
    }
  }, [ref, openerId])

  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    const onCancel = (event: Event) => {
      event.preventDefault()
      onDismiss()
    }
    const onPress = (event: MouseEvent) => {
      if (event.target === dialog) onDismiss()
    }
    dialog.addEventListener('cancel', onCancel)
    // Browsers let a second Escape through without asking.
    dialog.addEventListener('close', onDismiss)
    dialog.addEventListener('mousedown', onPress)
    return () => {
      dialog.removeEventListener('cancel', onCancel)
      dialog.removeEventListener('close', onDismiss)
      dialog.removeEventListener('mousedown', onPress)
    }
  }, [ref, onDismiss])
}
