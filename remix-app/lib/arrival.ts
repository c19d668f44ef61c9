// Signing in leads to a whole new document, where the keyboard would start anew above the header.
const KEY = 'arrived'

export function arrive(path: string): void {
  // Storage may be forbidden; then the document begins where documents do.
  try {
    sessionStorage.setItem(KEY, path)
  } catch {}
  window.location.assign(path)
}

/** Moves the focus to the title of what somebody signed in for, a page or a part of it, once. */
export function focusArrival(): void {
  try {
    if (!sessionStorage.getItem(KEY)) return
    sessionStorage.removeItem(KEY)
  } catch {
    return
  }
  const part = document.getElementById(window.location.hash.slice(1)) ?? document
  const title = part.querySelector<HTMLElement>('h1, h2')
  title?.setAttribute('tabindex', '-1')
  title?.focus()
}
