// What the console says of cases: what each kind means, and what to do about it.
import type { Misfit } from '../../shared/api/reviews.ts'
import type { DifferenceKind } from '../../shared/difference-kind.ts'

export interface CaseWords {
  readonly name: string
  readonly text: string
}

const GIVE_BACK =
  'Find out who wrote the document, and give it back what the rows say: two people agreeing. ' +
  'Then close the case.'

/** What can differ in the books. */
const OF_BOOKS = {
  supply: {
    name: 'The supply does not agree',
    text:
      'Tokens came from nowhere or went there: payouts are frozen. Find the balance or row with ' +
      '“npm run reconcile -- --full”, put it right, then let payouts go on.',
  },
  row_hash: { name: 'A row of the ledger was changed', text: GIVE_BACK },
  row_postings: { name: 'A row’s sums are not its postings', text: GIVE_BACK },
  row_totals: { name: 'Balances do not follow from a row', text: GIVE_BACK },
  row_chain: { name: 'A row does not follow the one before', text: GIVE_BACK },
  row_missing: { name: 'Rows of the ledger are missing', text: GIVE_BACK },
  row_double: { name: 'Two rows have one number', text: GIVE_BACK },
  row_unreadable: { name: 'A row can’t be read', text: GIVE_BACK },
  row_without_source: { name: 'A row that comes from nothing', text: GIVE_BACK },
  row_without_order: { name: 'A row without its purchase', text: GIVE_BACK },
  balance_rows: { name: 'A balance is not what its rows say', text: GIVE_BACK },
  balance_held: { name: 'Held tokens lie in no commitment', text: GIVE_BACK },
  balance_missing: { name: 'A balance is missing', text: GIVE_BACK },
  balance_unreadable: { name: 'A balance can’t be read', text: GIVE_BACK },
  head_lost: { name: 'A whole chain was rewritten', text: GIVE_BACK },
  order_missing: {
    name: 'A purchase is gone',
    text: `It may be paid at Stripe, and nobody would see it. ${GIVE_BACK}`,
  },
  order_row: { name: 'A purchase and its row differ', text: GIVE_BACK },
  order_taken: { name: 'What was taken back differs', text: GIVE_BACK },
  order_without_row: { name: 'A purchase without its row', text: GIVE_BACK },
  order_uncredited: { name: 'A row of a purchase that says it got nothing', text: GIVE_BACK },
  order_unruled: { name: 'Refused, but nobody decided that', text: GIVE_BACK },
  order_refunding: { name: 'Waits for a refund that is over', text: GIVE_BACK },
  order_unpaid: { name: 'Credited, but nobody paid', text: GIVE_BACK },
  order_unreadable: { name: 'A purchase can’t be read', text: GIVE_BACK },
  session_without_order: {
    name: 'Paid for a purchase that is gone',
    text: 'Stripe has a paid session that no purchase knows. Refund it at Stripe, or restore it.',
  },
  payout_sums: { name: 'A payout and its rows differ', text: GIVE_BACK },
  payout_outcome: { name: 'A payout of an outcome nobody decided', text: GIVE_BACK },
  payout_unreadable: { name: 'A payout can’t be read', text: GIVE_BACK },
  row_without_balance: { name: 'Rows of somebody without a balance', text: GIVE_BACK },
  row_without_commitment: { name: 'A row without its commitment', text: GIVE_BACK },
  row_without_adjustment: { name: 'A row without its adjustment', text: GIVE_BACK },
  commitment_row: { name: 'A commitment and its row differ', text: GIVE_BACK },
  commitment_unreadable: { name: 'A commitment can’t be read', text: GIVE_BACK },
  adjustment_row: { name: 'An adjustment and its row differ', text: GIVE_BACK },
  adjustment_undecided: {
    name: 'An adjustment that no two admins decided',
    text:
      'Look in the audit log who proposed and who approved it. If it was one person, or nobody, ' +
      'take back with an adjustment of your own what it moved; then close the case.',
  },
  adjustment_unreadable: { name: 'An adjustment can’t be read', text: GIVE_BACK },
  order_snapshot: {
    name: 'A purchase was changed before it was paid',
    text: `It is granted once it says again what its payment page said. ${GIVE_BACK}`,
  },
  heads_unfit: {
    name: 'A piece of the archive is not what it was',
    text: 'Chains can’t be compared with it: find out who wrote to the archive’s bucket.',
  },
  checkpoint_unfit: {
    name: 'A history that says it is archived',
    text: 'Nothing archives rows: find out who wrote it, delete the document, close the case.',
  },
  payout_missing: {
    name: 'A prediction without its payout',
    text: `Whoever bet on it is not paid meanwhile. ${GIVE_BACK}`,
  },
  prediction_unreadable: {
    name: 'A prediction is gone, or can’t be read',
    text: `It is not locked meanwhile. ${GIVE_BACK}`,
  },
  refund_unreadable: {
    name: 'A refund can’t be read',
    text: `It is not followed meanwhile. ${GIVE_BACK}`,
  },
  event_unreadable: {
    name: 'A kept event of Stripe can’t be read',
    text: 'Look at it at Stripe: what it was about is found by the lists all the same.',
  },
  audit_chain: {
    name: 'What admins did was changed',
    text: 'An entry or the head of a chain is gone, or another one: the runbook says what to do.',
  },
} satisfies Record<DifferenceKind, CaseWords>

const MISFIT = {
  name: 'A payment that does not fit its purchase',
  text: 'Nothing was granted. Two people release or refuse the order: see orders in review.',
}
const OF_MISFITS = {
  livemode: MISFIT,
  reference: MISFIT,
  another_session: MISFIT,
  currency: MISFIT,
  subtotal: MISFIT,
  snapshot: MISFIT,
  paid_later: MISFIT,
} satisfies Record<Misfit | 'paid_later', CaseWords>

/** By `reason`; `recon_` and other kinds that are not in here are told by their name alone. */
export const CASE_WORDS: Readonly<Record<string, CaseWords>> = {
  dispute: {
    name: 'Disputed payment',
    text:
      'The buyer’s bank takes the payment back. Tokens follow the money by themselves, and the ' +
      'person can’t buy meanwhile. Answer the dispute at Stripe.',
  },
  inquiry: {
    name: 'A bank asks about a payment',
    text: 'Nothing was taken yet, and nobody is paused. Answer the question at Stripe.',
  },
  fraud_warning: {
    name: 'Early warning of fraud',
    text:
      'The card’s network expects a dispute. The person can’t buy meanwhile. Look at what ' +
      'they bought; a refund now may be cheaper than a dispute later.',
  },
  refund_stuck: {
    name: 'A refund that does not end',
    text:
      'Nobody could find out what became of it. Remove the cause, then replay its dead letter: ' +
      'it looks at Stripe before it sends anything.',
  },
  refund_returned: {
    name: 'A refund came back',
    text:
      'The bank returned it, or its dispute was won: the buyer has neither tokens nor money for ' +
      'it. Ask them how to be paid, or refund once more; then close the case.',
  },
  ...OF_BOOKS,
  account_closed: {
    name: 'Paid by somebody whose account is being closed',
    text: 'The tokens were granted, because they were paid: decide about a refund.',
  },
  ...OF_MISFITS,
}

export const CASES = {
  title: 'Cases',
  subject: 'The cases',
  empty: { title: 'No case', text: 'What people have to look at stands here.' },
  one: 'The case',
  kind: 'What happened',
  person: 'Person',
  purchase: 'Purchase',
  session: 'Checkout session',
  intent: 'Payment',
  since: 'Since',
  id: 'Case',
  state: 'State',
  states: { open: 'Open', closed: 'Closed' },
  unknown: 'What to do about it stands in the runbook, under this name.',
  facts: 'What is known',
  review: 'Look at it beside its payments',
  closedBy: 'Closed by',
  closedAt: 'Closed',
  closedReason: 'Why it was closed',
  goneAt: 'Seen put right',
  earlier: 'Decided before it was opened anew',
  close: 'Close it',
  closeText:
    'No token moves, and holds stay: lift them on the person’s page. For these very facts it ' +
    'rings no more.',
  done: 'The case is closed.',
} as const
