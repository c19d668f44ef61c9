// What is not finished: a line that is always there and always as high, and behind it the purchases
// and payouts that are waited for. It is open from the start when there are any; what comes later,
// or goes, must not move the page under somebody's finger. What waits on this device is put into
// its places here from the tray (WaitsHere.tsx).
import { Link } from '@remix-run/react'
import { useRef, useState } from 'react'
import type { CommitmentView } from '../../shared/api/predictions.ts'
import type { PurchaseView } from '../../shared/api/tokens.ts'
import type { Section } from '../lib/api.server.ts'
import { useFormat } from '../lib/locale.ts'
import type { StandingNotice } from '../lib/standing.server.ts'
import { useSteady } from '../lib/steady.ts'
import { POSITION_NAMES } from '../words/states.ts'
import { PENDING, WALLET } from '../words/wallet.ts'
import { ProblemNotice, StandingNotices } from './Notice.tsx'
import { OpenPurchases } from './OpenPurchases.tsx'

interface PendingProps {
  readonly purchases: Section<PurchaseView[]>
  readonly payouts: Section<CommitmentView[]>
  /** What came up while the page was open: it has no other place. */
  readonly notices: readonly StandingNotice[]
}

export function Pending({ purchases, payouts, notices }: PendingProps) {
  const open = purchases.value ?? []
  const running = payouts.value ?? []
  const line = [
    ...(open.length > 0 ? [PENDING.purchases(open.length)] : []),
    ...(running.length > 0 ? [PENDING.payouts(running.length)] : []),
  ].join(', ')
  const isKnown = !purchases.problem && !payouts.problem
  const news = notices.map(({ title }) => title).join(', ')
  const [isOpen] = useState(line !== '')
  const list = useRef<HTMLDivElement>(null)
  useSteady(list)
  return (
    <section aria-label={PENDING.title} className="card">
      <details open={isOpen} className="pending">
        <summary className="pending-line">
          <span className="pending-dot" aria-hidden="true" />
          <span role="status" className="min-w-0">
            <span className={line ? undefined : 'pending-nothing'}>
              {line || (isKnown ? PENDING.nothing : PENDING.unknown)}
            </span>
            <span className="pending-also">
              <span className={news ? undefined : 'pending-hint'}>{news || PENDING.hint}</span>
              <span className="pending-waits" />
            </span>
          </span>
        </summary>
        <div ref={list}>
          {line || news ? null : <p className="pending-empty">{PENDING.nothingText}</p>}
          {notices.length > 0 ? (
            <div className="grid gap-3 px-5 pb-5">
              <StandingNotices notices={notices} />
            </div>
          ) : null}
          {open.length > 0 ? <OpenPurchases purchases={open} /> : null}
          {running.length > 0 ? <RunningPayouts items={running} /> : null}
          <div className="pending-waits-list" />
        </div>
      </details>
      {isKnown ? null : <Unread purchases={purchases} payouts={payouts} />}
    </section>
  )
}

function Unread({ purchases, payouts }: Pick<PendingProps, 'purchases' | 'payouts'>) {
  return (
    <div className="grid gap-3 px-5 pb-5">
      {purchases.problem ? (
        <ProblemNotice problem={purchases.problem} subject={WALLET.purchases} retryTo="/wallet" />
      ) : null}
      {payouts.problem ? (
        <ProblemNotice problem={payouts.problem} subject={WALLET.payouts} retryTo="/wallet" />
      ) : null}
    </div>
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
