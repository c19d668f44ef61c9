// What is not finished: a line that is always there and always as high, and behind it the purchases
// and payouts that are waited for. It is open from the start when there are any; what comes later
// must not push the page down under somebody's finger.
import { Link } from '@remix-run/react'
import { useState } from 'react'
import type { CommitmentView } from '../../shared/api/predictions.ts'
import type { PurchaseView } from '../../shared/api/tokens.ts'
import type { Section } from '../lib/api.server.ts'
import { useFormat } from '../lib/locale.ts'
import { POSITION_NAMES } from '../words/states.ts'
import { PENDING, WALLET } from '../words/wallet.ts'
import { ProblemNotice } from './Notice.tsx'
import { OpenPurchases } from './OpenPurchases.tsx'

interface PendingProps {
  readonly purchases: Section<PurchaseView[]>
  readonly payouts: Section<CommitmentView[]>
}

export function Pending({ purchases, payouts }: PendingProps) {
  const open = purchases.value ?? []
  const running = payouts.value ?? []
  const line = [
    ...(open.length > 0 ? [PENDING.purchases(open.length)] : []),
    ...(running.length > 0 ? [PENDING.payouts(running.length)] : []),
  ].join(', ')
  const [isOpen] = useState(line !== '')
  return (
    <section aria-label={PENDING.title} className="card">
      {line ? (
        <details open={isOpen} className="pending">
          <summary className="pending-line">
            <span className="pending-dot" aria-hidden="true" />
            {line}
          </summary>
          {open.length > 0 ? <OpenPurchases purchases={open} /> : null}
          {running.length > 0 ? <RunningPayouts items={running} /> : null}
        </details>
      ) : (
        <p className="pending-line text-soft">{PENDING.nothing}</p>
      )}
      {purchases.problem ? (
        <ProblemNotice problem={purchases.problem} subject={WALLET.purchases} retryTo="/wallet" />
      ) : null}
      {payouts.problem ? (
        <ProblemNotice problem={payouts.problem} subject={WALLET.payouts} retryTo="/wallet" />
      ) : null}
    </section>
  )
}

function RunningPayouts({ items }: { items: readonly CommitmentView[] }) {
  const format = useFormat()
  return (
    <section aria-labelledby="payouts-title" className="border-t border-line px-5 py-4">
      <h3 id="payouts-title">{PENDING.runningPayouts}</h3>
      <p className="text-sm text-soft">{PENDING.runningNote}</p>
      <ul className="mt-1">
        {items.map(({ id, predictionId, predictionTitle, ...item }) => (
          <li key={id} className="py-1.5">
            <Link to={`/predictions/${predictionId}`} className="link row-link">
              {predictionTitle}
            </Link>
            <p className="text-sm text-soft">
              {PENDING.stake(
                POSITION_NAMES[item.position],
                format.count(item.tokensCommitted),
                format.tokens(item.potentialWinning),
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
