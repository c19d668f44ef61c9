// The purchase form: its key is made by the loader, so a double click, the back button and a page
// without JavaScript all mean the same purchase.
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { type Answer, callApi, type Visit } from './api.server.ts'

const KEY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const newFormKey = (): string => crypto.randomUUID()

/** A key someone wrote by hand is replaced: then it is a new form. */
export function formKeyOf(form: FormData): string {
  const key = form.get('key')
  return typeof key === 'string' && KEY.test(key) ? key : newFormKey()
}

export interface PurchaseForm {
  readonly key: string
  readonly packageId: string
}

export function readPurchaseForm(form: FormData): PurchaseForm {
  const packageId = form.get('packageId')
  return { key: formKeyOf(form), packageId: typeof packageId === 'string' ? packageId : '' }
}

/** One key a package: choosing another one after a failure is another purchase, not a clash. */
export function startPurchase(visit: Visit, form: PurchaseForm): Promise<Answer<PurchaseView>> {
  return callApi<PurchaseView>(visit, '/api/tokens/purchase', {
    method: 'POST',
    body: { packageId: form.packageId },
    idempotencyKey: `${form.key}.${form.packageId}`,
  })
}
