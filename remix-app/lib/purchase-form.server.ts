// The purchase form: one key a form and package, whatever happens to the browser in between.
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { AMOUNT_MAX } from '../../shared/tokens.ts'
import { type Answer, callApi, type Visit } from './api.server.ts'
import { formKeyOf, wholeOf } from './form.server.ts'
import { type BuyWish, backPath } from './next-path.ts'

export interface PurchaseForm {
  readonly key: string
  readonly packageId: string
}

/** What the address says somebody wants to buy, and what for. */
export function readWish(query: URLSearchParams): Required<BuyWish> {
  const need = wholeOf(query.get('need') ?? '')
  return {
    packageId: query.get('package'),
    need: need >= 1 && need <= AMOUNT_MAX ? need : null,
    next: backPath(query.get('next')),
  }
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
