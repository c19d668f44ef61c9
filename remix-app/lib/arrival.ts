// Signing in leads to a whole new document, where the keyboard would start anew above the header.
const KEY = 'arrived'

export function arrive(path: string): void {
  // Storage may be forbidden; then the document begins where documents do.
  try {
    sessionStorage.setItem(KEY, path)
  } catch {}
  window.location.assign(path)
}

/** Moves the focus to the title of the page that somebody signed in for, once. */
export function focusArrival(): void {
  try {
    if (!sessionStorage.getItem(KEY)) return
    sessionStorage.removeItem(KEY)
  } catch {
    return
  }
  const title = document.querySelector('h1')
  title?.setAttribute('tabindex', '-1')
  title?.focus()
}
