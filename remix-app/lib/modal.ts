// Turns a server-rendered <dialog open> into a modal one: the browser then traps the focus, makes
// the page behind inert and handles Escape. Without JavaScript it stays a part of the page.
import { type RefObject, useEffect } from 'react'

/**
 * `onDismiss` runs on Escape and on a click outside. What had the focus gets it back, or `openerId`
 * once that is gone.
 */
export function useModal(
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
