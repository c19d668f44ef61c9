// Gives an unpaid purchase up. A plain form, so that it works without JavaScript; nothing is lost
// by pressing it, so nobody is asked twice.
import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { PAYING } from '../words/common.ts'

interface CancelPurchaseProps {
  readonly purchaseId: string
  /** Of the button. */
  readonly className: string
  readonly children: ReactNode
}

export function CancelPurchase({ purchaseId, className, children }: CancelPurchaseProps) {
  const action = `/wallet/purchases/${purchaseId}`
  const busy = useNavigation().formAction === action
  return (
    <Form method="post" action={action}>
      <button type="submit" className={className} aria-disabled={busy}>
        {busy ? PAYING.cancelling : children}
      </button>
    </Form>
  )
}
