// What a case asks of an admin: by what it is about, and by what became of its purchase since.
// Every sentence that sends somebody somewhere has the way there beside it.
import type { AdminPurchaseView } from '../../shared/api/ledger.ts'
import type { FlagView } from '../../shared/api/users.ts'
import { CASE_WORDS, CASES, PAID_CASES } from '../words/console-cases.ts'
import { CONSOLE_PATHS } from './console-paths.ts'

export interface CaseAdvice {
  readonly text: string
  readonly way: { readonly to: string; readonly name: string } | null
  /** What closing it does not do. */
  readonly warning: string | null
}
type Case = Pick<
  FlagView,
  'id' | 'reason' | 'state' | 'purchaseId' | 'sessionId' | 'paymentIntentId'
>
type Purchase = Pick<AdminPurchaseView, 'status' | 'paymentIntentId' | 'dispute'>

/** `purchase`: as it is now; null: of none, or not known now. */
export function caseAdvice(flag: Case, purchase: Purchase | null): CaseAdvice {
  const { id, reason, purchaseId, sessionId } = flag
  const isOfPayment = purchaseId !== null && id.startsWith('order_')
  const beside = isOfPayment ? `${CONSOLE_PATHS.review(purchaseId)}#${sessionId}` : null
  if (flag.state === 'closed') {
    return {
      text: CASES.over,
      way: beside ? { to: beside, name: CASES.review } : null,
      warning: null,
    }
  }
  if (beside) {
    const { text, name } = PAID_CASES[standingOf(flag, purchase)]
    const warning = purchase?.status === 'review' ? CASES.closesNoReview : null
    return { text, way: { to: beside, name }, warning }
  }
  const text = CASE_WORDS[reason]?.text ?? CASES.unknown
  const isOpen = reason === 'dispute' && purchase?.dispute === 'open'
  return { text, way: wayOf(flag), warning: isOpen ? CASES.closesNoDispute : null }
}

/** Of a payment that was not the first one, or not as ordered. */
function standingOf(flag: Case, purchase: Purchase | null): keyof typeof PAID_CASES {
  if (purchase?.status === 'credited') {
    return purchase.paymentIntentId === flag.paymentIntentId ? 'granted' : 'twice'
  }
  if (purchase?.status === 'review' || purchase?.status === 'refused') return purchase.status
  return 'unknown'
}

function wayOf({ reason, purchaseId }: Case): CaseAdvice['way'] {
  if (reason === 'refund_stuck') return { to: '/admin/dead-letters', name: CASES.toLetters }
  if (reason === 'supply') return { to: '/admin/reports', name: CASES.toReports }
  if (purchaseId === null) return null
  if (reason === 'refund_returned') {
    return { to: CONSOLE_PATHS.review(purchaseId), name: CASES.refundAgain }
  }
  if (reason === 'account_closed' || reason === 'fraud_warning') {
    return { to: `${CONSOLE_PATHS.purchase(purchaseId)}#refund`, name: CASES.refund }
  }
  if (reason === 'dispute' || reason === 'inquiry') {
    return { to: `${CONSOLE_PATHS.purchase(purchaseId)}#payment`, name: CASES.toPayment }
  }
  return null
}
