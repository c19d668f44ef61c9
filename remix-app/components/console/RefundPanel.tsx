// Refunding a purchase: how much and why, then what it would do, and the button; or why it can't
// be refunded.
import { Link } from '@remix-run/react'
import type { RefundQuote } from '../../../shared/api/refunds.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import type { ConsoleSent, Quoted } from '../../lib/console-sent.ts'
import { useFormat } from '../../lib/locale.ts'
import type { Hindrance, Refundable } from '../../lib/refundable.ts'
import { REFUND } from '../../words/console-purchases.ts'
import { Field } from '../Field.tsx'
import { Notice } from '../Notice.tsx'
import { ActForm, ReasonField } from './ActForm.tsx'
import { BalanceChange } from './BalanceChange.tsx'
import { Choice } from './Choice.tsx'
import { Confirm } from './Confirm.tsx'
import { Panel } from './ConsolePage.tsx'

interface RefundPanelProps {
  readonly refundable: Refundable
  readonly purchaseId: string
  /** The refund that is being sent. */
  readonly refunding: string | null
  readonly formKey: string
  readonly sent: ConsoleSent | null
  readonly quoted: Quoted<RefundQuote> | null
}

export function RefundPanel(props: RefundPanelProps) {
  const { refundable, purchaseId, refunding, quoted, ...form } = props
  if (!refundable.may) {
    return (
      <Panel title={REFUND.title} id="refund">
        <NotNow why={refundable.why} purchaseId={purchaseId} refunding={refunding} />
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

type NotNowProps = Pick<RefundPanelProps, 'purchaseId' | 'refunding'> & { readonly why: Hindrance }

function NotNow({ why, purchaseId, refunding }: NotNowProps) {
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
  return (
    <>
      <p className="text-soft">{words[why]}</p>
      {why === 'review' ? (
        <Link to={CONSOLE_PATHS.review(purchaseId)} className="link link-block">
          {words.toReview}
        </Link>
      ) : null}
    </>
  )
}

const REASONS = Object.entries(REFUND.reasons)

interface AmountProps extends Pick<RefundPanelProps, 'formKey' | 'sent'> {
  readonly mostCents: number
  readonly isMain: boolean
}

function Amount({ mostCents, formKey, sent, isMain }: AmountProps) {
  const format = useFormat()
  const of = (name: string) => ({ id: `refund-${name}`, name, error: sent?.errors[name] })
  return (
    <ActForm intent="look" verb={REFUND.look} formKey={formKey} sent={sent} isMain={isMain}>
      <Field
        {...of('cents')}
        label={REFUND.dollars}
        hint={REFUND.dollarsHint(format.usd(mostCents))}
        defaultValue={sent?.values.cents ?? (mostCents / 100).toFixed(2)}
        inputMode="decimal"
        autoComplete="off"
      />
      <Choice
        {...of('reason')}
        label={REFUND.reason}
        hint={REFUND.reasonHint}
        options={REASONS}
        value={sent?.values.reason}
      />
      <ReasonField intent="refund" name="text" label={REFUND.text} sent={sent} />
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
