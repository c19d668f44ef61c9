// What the replay of a dead letter led to: who replays one may have taken tokens from somebody.
import { Link } from '@remix-run/react'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import type { LedTo } from '../../lib/led-to.server.ts'
import { LETTERS } from '../../words/console-letters.ts'
import { ORDER, PURCHASE_LIST } from '../../words/console-purchases.ts'
import { StatusBadge } from '../Figures.tsx'
import { Panel } from './ConsolePage.tsx'
import { DataTable } from './DataTable.tsx'
import { MOVEMENT_COLUMNS } from './DeedColumns.tsx'
import { Facts, Id } from './Facts.tsx'
import { DisputeBadge } from './PurchaseColumns.tsx'

export function LedToPanel({ led: { found, page } }: { led: LedTo }) {
  return (
    <Panel title={LETTERS.led} note={found ? LETTERS.ledText : null}>
      {found ? <Purchase found={found} /> : null}
      {page ? (
        <Link to={page} className="link link-block mt-2">
          {LETTERS.ledPage}
        </Link>
      ) : null}
      {found || page ? null : LETTERS.ledNowhere}
    </Panel>
  )
}

function Purchase({ found }: { found: NonNullable<LedTo['found']> }) {
  const { purchase, transactions } = found
  const { purchaseId, userId, dispute } = purchase
  return (
    <div className="grid gap-4">
      <Facts
        facts={[
          [PURCHASE_LIST.state, <StatusBadge key="state" purchase={purchase} />],
          [ORDER.dispute, dispute !== 'none' && <DisputeBadge dispute={dispute} />],
          [
            PURCHASE_LIST.purchase,
            <Id key="one" id={purchaseId} to={CONSOLE_PATHS.purchase(purchaseId)} />,
          ],
          [PURCHASE_LIST.person, <Id key="who" id={userId} to={CONSOLE_PATHS.user(userId)} />],
        ]}
      />
      {transactions.length > 0 ? (
        <DataTable
          caption={ORDER.movements}
          columns={MOVEMENT_COLUMNS}
          rows={transactions}
          rowKey={({ id }) => id}
        />
      ) : (
        <p className="text-soft">{ORDER.noMovements}</p>
      )}
    </div>
  )
}
