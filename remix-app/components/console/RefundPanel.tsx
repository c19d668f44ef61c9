// Refunding a purchase: how much and why, then what it would do, and the button; or why it can't
// be refunded.
import type { RefundQuote, RefundView } from '../../../shared/api/refunds.ts'
import type { ConsoleSent, Quoted } from '../../lib/console-sent.ts'
import { useFormat } from '../../lib/locale.ts'
import type { Refundable } from '../../lib/refundable.ts'
import { REFUND } from '../../words/console-purchases.ts'
import { Field } from '../Field.tsx'
import { Notice } from '../Notice.tsx'
import { ActForm } from './ActForm.tsx'
import { BalanceChange } from './BalanceChange.tsx'
import { Confirm } from './Confirm.tsx'
import { Panel } from './ConsolePage.tsx'
import { Meanwhile, RefundRefused, Seen } from './Meanwhile.tsx'
import { NoRefund, RefundWhy } from './RefundParts.tsx'

interface RefundPanelProps {
  readonly refundable: Refundable
  readonly purchaseId: string
  /** The refund that is being sent. */
  readonly refunding: string | null
  /** Sent from here so far, newest first. */
  readonly refunds: readonly RefundView[]
  readonly formKey: string
  readonly sent: ConsoleSent | null
  readonly quoted: Quoted<RefundQuote> | null
}

export function RefundPanel(props: RefundPanelProps) {
  const { refundable, purchaseId, refunding, quoted, ...form } = props
  if (!refundable.may) {
    return (
      <Panel title={REFUND.title} id="refund">
        <RefundRefused sent={form.sent} refunds={form.refunds} />
        <NoRefund why={refundable.why} {...{ purchaseId, refunding }} />
      </Panel>
    )
  }
  return (
    <>
      <Panel title={REFUND.title} note={REFUND.intro} id="refund">
        <Amount mostCents={refundable.mostCents} {...form} isMain={!quoted} />
      </Panel>
      {quoted ? <Effect quoted={quoted} /> : null}
    </>
  )
}

interface AmountProps extends Pick<RefundPanelProps, 'formKey' | 'sent' | 'refunds'> {
  readonly mostCents: number
  readonly isMain: boolean
}

function Amount({ mostCents, formKey, sent, refunds, isMain }: AmountProps) {
  const format = useFormat()
  return (
    <ActForm
      intent="look"
      text={<Meanwhile sent={sent} refunds={refunds} />}
      verb={REFUND.look}
      formKey={formKey}
      sent={sent}
      isMain={isMain}
    >
      <Seen refunds={refunds} />
      <Field
        id="refund-cents"
        name="cents"
        error={sent?.errors.cents}
        label={REFUND.dollars}
        hint={REFUND.dollarsHint(format.usd(mostCents))}
        defaultValue={sent?.values.cents ?? (mostCents / 100).toFixed(2)}
        inputMode="decimal"
        autoComplete="off"
      />
      <RefundWhy of="refund" sent={sent} />
    </ActForm>
  )
}

function Effect({ quoted }: { quoted: Quoted<RefundQuote> }) {
  const format = useFormat()
  const { quote, cents, tokensTaken, ...said } = quoted.quote
  const { fromAvailable, becomesOwed, committed, balanceAfter, owedAfter } = said
  const amount = format.usd(cents)
  const before = {
    available: balanceAfter + fromAvailable,
    committed,
    owed: owedAfter - becomesOwed,
  }
  return (
    <Confirm
      title={REFUND.would(amount)}
      intent="refund"
      verb={
        tokensTaken > 0 ? REFUND.verbTaking(amount, format.count(tokensTaken)) : REFUND.verb(amount)
      }
      quoted={quoted}
      more={{ quote }}
    >
      <p>
        {REFUND.nothingYet}{' '}
        {tokensTaken > 0 ? REFUND.takes(format.count(tokensTaken)) : REFUND.takesNone}{' '}
        {fromAvailable > 0 ? REFUND.unspent(format.tokens(fromAvailable)) : null}
      </p>
      <BalanceChange
        before={before}
        after={{ available: balanceAfter, committed, owed: owedAfter }}
      />
      {becomesOwed > 0 ? (
        <Notice tone="warn" title={REFUND.owes(format.count(becomesOwed))}>
          <p>{REFUND.owesText}</p>
        </Notice>
      ) : null}
    </Confirm>
  )
}
