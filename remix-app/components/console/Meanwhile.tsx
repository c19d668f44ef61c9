// Two admins see to the same ticket: the second must read that the first one sent it, or the money
// goes back twice.
import type { RefundView } from '../../../shared/api/refunds.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import type { ConsoleSent } from '../../lib/console-sent.ts'
import { refundedSince } from '../../lib/refunded-since.ts'
import { REFUND } from '../../words/console-purchases.ts'
import { Notice, ProblemNotice } from '../Notice.tsx'
import { Usd } from './Amounts.tsx'
import { Id, When } from './Facts.tsx'

interface MeanwhileProps {
  /** Of the purchase, newest first, as of now. */
  readonly refunds: readonly RefundView[]
  readonly sent: ConsoleSent | null
}

/** In the form: what was known of when it was filled in. */
export function Seen({ refunds }: Pick<MeanwhileProps, 'refunds'>) {
  return <input type="hidden" name="seen" value={refunds[0]?.id ?? ''} />
}

export function Meanwhile({ refunds, sent }: MeanwhileProps) {
  const since = sent?.problem ? refundedSince(refunds, sent.values.seen) : []
  if (since.length === 0) return null
  return (
    <Notice tone="warn" title={REFUND.meanwhile}>
      {since.map(({ id, cents, requestedBy, requestedAt }) => (
        <p key={id}>
          <Usd cents={cents} /> {REFUND.by} <Id id={requestedBy} />, <When at={requestedAt} />
          <br />
          <Id id={id} to={CONSOLE_PATHS.refund(id)} />
        </p>
      ))}
      <p>{REFUND.meanwhileText}</p>
    </Notice>
  )
}

/** What a form was refused for that is no longer on the page. */
export function RefundRefused(props: MeanwhileProps) {
  const problem = props.sent?.problem
  if (!problem) return null
  return (
    <div className="mb-4 grid gap-4">
      <ProblemNotice problem={problem} takeFocus />
      <Meanwhile {...props} />
    </div>
  )
}
