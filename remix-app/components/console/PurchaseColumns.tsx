// Purchases and refunds as columns of tables.
import type { AdminPurchaseView } from '../../../shared/api/ledger.ts'
import type { RefundView } from '../../../shared/api/refunds.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { useFormat } from '../../lib/locale.ts'
import { PURCHASE_LIST, REFUND } from '../../words/console-purchases.ts'
import { Badge, StatusBadge } from '../Figures.tsx'
import { Usd } from './Amounts.tsx'
import type { Column } from './DataTable.tsx'
import { Id, When } from './Facts.tsx'

const DISPUTE_TONES = {
  none: 'quiet',
  inquiry: 'wait',
  open: 'bad',
  won: 'good',
  lost: 'bad',
} as const

export const DisputeBadge = ({ dispute }: Pick<AdminPurchaseView, 'dispute'>) => (
  <Badge tone={DISPUTE_TONES[dispute]} name={PURCHASE_LIST.disputes[dispute]} />
)

export function BoughtTokens({ tokens, bonusTokens }: AdminPurchaseView) {
  const format = useFormat()
  if (bonusTokens === 0) return format.tokens(tokens)
  return PURCHASE_LIST.withBonus(format.tokens(tokens), format.tokens(bonusTokens))
}

const named: Column<AdminPurchaseView> = {
  name: PURCHASE_LIST.purchase,
  cell: ({ packageName, purchaseId }) => (
    <>
      <p className="font-semibold">
        <bdi>{packageName}</bdi>
      </p>
      <p className="text-sm">
        <Id id={purchaseId} to={CONSOLE_PATHS.purchase(purchaseId)} />
      </p>
    </>
  ),
}

const others: readonly Column<AdminPurchaseView>[] = [
  {
    name: PURCHASE_LIST.state,
    cell: (one) => (
      <span className="inline-flex flex-wrap gap-1">
        <StatusBadge purchase={one} />
        {one.dispute === 'none' ? null : <DisputeBadge dispute={one.dispute} />}
      </span>
    ),
  },
  { name: PURCHASE_LIST.price, numeric: true, cell: (one) => <Usd cents={one.priceUsdCents} /> },
  { name: PURCHASE_LIST.tokens, numeric: true, cell: (one) => <BoughtTokens {...one} /> },
  { name: PURCHASE_LIST.ordered, cell: ({ createdAt }) => <When at={createdAt} /> },
]

/** On the page of the person. */
export const PURCHASE_COLUMNS = [named, ...others] as const

/** Of everybody's. */
export const ALL_PURCHASE_COLUMNS = [
  named,
  {
    name: PURCHASE_LIST.person,
    cell: ({ userId }: AdminPurchaseView) => <Id id={userId} to={CONSOLE_PATHS.user(userId)} />,
  },
  ...others,
] as const

const REFUND_TONES = { requested: 'wait', sent: 'good', failed: 'bad', refused: 'bad' } as const

export const RefundBadge = ({ state }: Pick<RefundView, 'state'>) => (
  <Badge tone={REFUND_TONES[state]} name={REFUND.states[state]} />
)

const refund: Column<RefundView> = {
  name: REFUND.refund,
  cell: ({ id }) => <Id id={id} to={CONSOLE_PATHS.refund(id)} />,
}
const refundOthers: readonly Column<RefundView>[] = [
  { name: REFUND.state, cell: (one) => <RefundBadge state={one.state} /> },
  { name: REFUND.amount, numeric: true, cell: ({ cents }) => <Usd cents={cents} /> },
  { name: REFUND.reason, cell: ({ reason }) => REFUND.reasons[reason] },
  { name: REFUND.requested, cell: ({ requestedAt }) => <When at={requestedAt} /> },
]

/** On the page of the purchase. */
export const REFUND_COLUMNS = [refund, ...refundOthers] as const

/** Of everybody's. */
export const ALL_REFUND_COLUMNS = [
  refund,
  {
    name: REFUND.purchase,
    cell: ({ purchaseId }: RefundView) => (
      <Id id={purchaseId} to={CONSOLE_PATHS.purchase(purchaseId)} />
    ),
  },
  ...refundOthers,
] as const
