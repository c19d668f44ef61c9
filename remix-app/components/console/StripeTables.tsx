// What became of a payment at Stripe: refunds of it and disputes about it.
import type { AdminTransactionStory } from '../../../shared/api/ledger.ts'
import type { PaymentView } from '../../../shared/api/purchases.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import type { StripePaths } from '../../lib/stripe-paths.ts'
import { ORDER } from '../../words/console-purchases.ts'
import { Badge } from '../Figures.tsx'
import { Usd } from './Amounts.tsx'
import { type Column, DataTable } from './DataTable.tsx'
import { Id, When } from './Facts.tsx'

type Payment = NonNullable<PaymentView['payment']>
type Refund = Payment['refunds'][number]
type Dispute = Payment['disputes'][number]
type Columns<Row> = readonly [Column<Row>, ...Column<Row>[]]

const REFUND_TONES = { pending: 'wait', succeeded: 'good', failed: 'bad' } as const

const REFUNDS: Columns<Refund> = [
  { name: ORDER.id, cell: ({ id }) => <Id id={id} /> },
  {
    name: ORDER.state,
    cell: ({ state }) => <Badge tone={REFUND_TONES[state]} name={ORDER.refundStates[state]} />,
  },
  { name: ORDER.amount, numeric: true, cell: ({ cents }) => <Usd cents={cents} /> },
  {
    name: ORDER.fromHere,
    cell: ({ refundId }) => <Id id={refundId} to={refundId && CONSOLE_PATHS.refund(refundId)} />,
  },
  { name: ORDER.when, cell: ({ createdAt }) => <When at={createdAt} /> },
]

export function StripeRefundTable({ refunds }: Pick<Payment, 'refunds'>) {
  return (
    <div>
      <h3 className="text-base">{ORDER.stripeRefunds}</h3>
      <DataTable
        caption={ORDER.stripeRefunds}
        columns={REFUNDS}
        rows={refunds}
        rowKey={({ id }) => id}
      />
    </div>
  )
}

const DISPUTE_TONES = {
  inquiry: 'wait',
  open: 'bad',
  won: 'good',
  lost: 'bad',
  over: 'quiet',
} as const

const disputesAt = (at: StripePaths): Columns<Dispute> => [
  {
    name: ORDER.id,
    cell: ({ id }) => (
      <>
        <Id id={id} />
        <br />
        <a href={at.dispute(id)} rel="noreferrer" className="link row-link">
          {ORDER.disputeAtStripe}
        </a>
      </>
    ),
  },
  {
    name: ORDER.state,
    cell: ({ state }) => <Badge tone={DISPUTE_TONES[state]} name={ORDER.disputeStates[state]} />,
  },
  { name: ORDER.amount, numeric: true, cell: ({ cents }) => <Usd cents={cents} /> },
  { name: ORDER.why, cell: ({ reason }) => reason },
  { name: ORDER.when, cell: ({ createdAt }) => <When at={createdAt} /> },
]

export function DisputeTable({ disputes, at }: Pick<Payment, 'disputes'> & { at: StripePaths }) {
  return (
    <div>
      <h3 className="text-base">{ORDER.stripeDisputes}</h3>
      <DataTable
        caption={ORDER.stripeDisputes}
        columns={disputesAt(at)}
        rows={disputes}
        rowKey={({ id }) => id}
      />
    </div>
  )
}

export const EVENT_COLUMNS: Columns<AdminTransactionStory['events'][number]> = [
  { name: ORDER.event, cell: ({ type }) => <span className="font-mono text-sm">{type}</span> },
  { name: ORDER.about, cell: ({ objectId }) => <Id id={objectId} /> },
  { name: ORDER.id, cell: ({ id }) => <Id id={id} /> },
  { name: ORDER.when, cell: ({ createdAt }) => <When at={createdAt} /> },
]
