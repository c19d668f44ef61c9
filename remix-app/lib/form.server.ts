// What every form of ours has in common. Its key is made by the loader, so a double click, the back
// button and a page without JavaScript all mean the same act.

const KEY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
// As people and price lists write it: `2,500`, `2 500`, also with spaces that don't break.
const GROUPED = /^[1-9]\d{0,2}([, \u00a0\u2009\u202f])\d{3}(?:\1\d{3}){0,3}$/

export const newFormKey = (): string => crypto.randomUUID()

/** A key someone wrote by hand is replaced: then it is a new form. */
export function formKeyOf(form: FormData): string {
  const key = form.get('key')
  return typeof key === 'string' && KEY.test(key) ? key : newFormKey()
}

export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/** Groups must be of three and alike: in `2,50` or `1,000 5` a slip could hide a wrong amount. */
export function wholeOf(text: string): number {
  const digits = GROUPED.test(text) ? text.replace(/\D/g, '') : text
  return /^\d{1,16}$/.test(digits) ? Number(digits) : Number.NaN
}

/** A day and time of a `datetime-local` field, meant as UTC. */
export const instantOf = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? `${text}:00Z` : text
