// What every form of ours has in common. Its key is made by the loader, so a double click, the back
// button and a page without JavaScript all mean the same act.

const KEY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const WHOLE = /^\d{1,16}$/

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

/** NaN when it is no whole number; people write `1,100` and `1 100` too. */
export function wholeOf(text: string): number {
  const digits = text.replace(/[,\s]/g, '')
  return WHOLE.test(digits) ? Number(digits) : Number.NaN
}
