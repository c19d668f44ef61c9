// The purchase form: one key a form and package, whatever happens to the browser in between.
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { type Answer, callApi, type Visit } from './api.server.ts'
import { formKeyOf } from './form.server.ts'

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
