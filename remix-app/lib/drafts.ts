// What was typed into a form when the session ended: kept in this tab through the sign-in, and put
// back for the same person. Never a password, and never the form's key.

/** Nothing of theirs is put back, and they tell a lost connection themselves. */
export const SIGN_IN_PAGES = /^\/(?:sign-in|sign-up|reset-password)$/

const PLACE = 'kai-draft'
const TYPED = 'input:not([type=hidden], [type=password], [type=file]), textarea, select'

/** All have a value; the checked ones are asked for their type. */
type Typed = HTMLInputElement

interface Draft {
  readonly userId: string
  readonly pathname: string
  /** Which form of the page. */
  readonly form: number
  readonly fields: readonly (readonly [value: string, checked: boolean])[]
  /** The way to sign in came in between. */
  readonly interrupted: boolean
}

/** Returns how to end it. */
export function keepDrafts(userId: string): () => void {
  const note = ({ target }: Event) => {
    const form = target instanceof Element ? target.closest('form') : null
    if (form?.method === 'post') write(draftOf(userId, form))
  }
  const options = { capture: true }
  for (const type of ['input', 'submit']) document.addEventListener(type, note, options)
  return () => {
    for (const type of ['input', 'submit']) document.removeEventListener(type, note, options)
  }
}

/** For each page that is arrived at; whether something was put back. */
export function arriveAt(pathname: string, userId: string | null): boolean {
  const draft = readDraft()
  if (!draft) return false
  if (SIGN_IN_PAGES.test(pathname)) {
    write({ ...draft, interrupted: true })
    return false
  }
  if (userId === null || (!draft.interrupted && draft.pathname === pathname)) return false
  forgetDraft()
  return draft.interrupted && draft.userId === userId && draft.pathname === pathname
    ? putBack(draft)
    : false
}

/** Whether the page still shows what somebody typed into it and has not sent. */
export function hasTyped(): boolean {
  const draft = readDraft()
  const form = draft?.pathname === location.pathname ? document.forms[draft.form] : null
  if (!draft || !form) return false
  const there = typedIn(form)
  return (
    there.length === draft.fields.length &&
    there.every((field, at) => {
      const [value, checked] = draft.fields[at] ?? ['', false]
      return field.value === value && isChecked(field) === checked
    })
  )
}

export const forgetDraft = (): void => sessionStorage.removeItem(PLACE)

function draftOf(userId: string, form: HTMLFormElement): Draft {
  return {
    userId,
    pathname: location.pathname,
    form: [...document.forms].indexOf(form),
    fields: typedIn(form).map((field) => [field.value, isChecked(field)]),
    interrupted: false,
  }
}

const typedIn = (form: HTMLFormElement): Typed[] => [...form.querySelectorAll<Typed>(TYPED)]

const isChecked = (field: Typed): boolean => isChoice(field) && field.checked

function putBack({ form, fields }: Draft): boolean {
  const place = document.forms[form]
  const there = place ? typedIn(place) : []
  // Another form than it was: better nothing than something in the wrong place.
  if (there.length !== fields.length) return false
  let isChanged = false
  for (const [at, field] of there.entries()) {
    const [value, checked] = fields[at] ?? ['', false]
    if (field.value === value && isChecked(field) === checked) continue
    isChanged = true
    if (isChoice(field)) field.checked = checked
    else field.value = value
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  return isChanged
}

const isChoice = ({ type }: Typed): boolean => type === 'radio' || type === 'checkbox'

function write(draft: Draft): void {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(draft))
  } catch {
    // Full or forbidden: then there is nothing to put back.
  }
}

function readDraft(): Draft | null {
  const text = sessionStorage.getItem(PLACE)
  return text ? (JSON.parse(text) as Draft) : null
}
