// What both ways to refund share: the reason that is asked for, and why there may be no refund.
import { Link } from '@remix-run/react'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import type { ConsoleSent } from '../../lib/console-sent.ts'
import type { Hindrance } from '../../lib/refundable.ts'
import { REFUND } from '../../words/console-purchases.ts'
import { Notice } from '../Notice.tsx'
import { ReasonField } from './ActForm.tsx'
import { Choice } from './Choice.tsx'

const REASONS = Object.entries(REFUND.reasons)

/** `of`: tells its fields from those of other forms of the page. */
export function RefundWhy({ of, sent }: { of: string; sent: ConsoleSent | null }) {
  return (
    <>
      <Choice
        id={`${of}-reason`}
        name="reason"
        label={REFUND.reason}
        hint={REFUND.reasonHint}
        options={REASONS}
        value={sent?.values.reason}
        error={sent?.errors.reason}
      />
      <ReasonField intent={of} name="text" label={REFUND.text} sent={sent} />
    </>
  )
}

interface NoRefundProps {
  readonly why: Hindrance
  readonly purchaseId: string
  readonly refunding: string | null
}

/** Where it can be done, or what has to come first, is a link. */
const WAYS: Partial<Record<Hindrance, (id: string) => { to: string; name: string }>> = {
  review: (id) => ({ to: CONSOLE_PATHS.review(id), name: REFUND.not.toReview }),
  refused: (id) => ({ to: CONSOLE_PATHS.review(id), name: REFUND.not.toPayments }),
  granted: (id) => ({ to: `${CONSOLE_PATHS.purchase(id)}#refund`, name: REFUND.not.toPurchase }),
  ungranted: (id) => ({ to: `${CONSOLE_PATHS.purchase(id)}#payment`, name: REFUND.not.toAsking }),
}

export function NoRefund({ why, purchaseId, refunding }: NoRefundProps) {
  const words = REFUND.not
  if (why === 'disputed') {
    return (
      <Notice tone="warn" title={words.disputed}>
        <p>{words.disputedText}</p>
      </Notice>
    )
  }
  if (why === 'underWay') {
    return (
      <Notice title={words.underWay}>
        <p>{words.underWayText}</p>
        {refunding ? (
          <Link to={CONSOLE_PATHS.refund(refunding)} className="link link-block">
            {words.toIt}
          </Link>
        ) : null}
      </Notice>
    )
  }
  if (why === 'own') {
    return (
      <Notice title={words.own}>
        <p>{words.ownText}</p>
      </Notice>
    )
  }
  const way = WAYS[why]?.(purchaseId)
  return (
    <>
      <p className="text-soft">{words[why]}</p>
      {way ? (
        <Link to={way.to} className="link link-block">
          {way.name}
        </Link>
      ) : null}
    </>
  )
}
