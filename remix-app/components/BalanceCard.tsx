// The wallet's face: what can be spent now, how the total is split, and the way to more.
import { Link } from '@remix-run/react'
import type { BalanceView } from '../../shared/api/wallet.ts'
import { Time } from './Figures.tsx'
import { Icon } from './Icon.tsx'
import { LiveBadge } from './LiveBadge.tsx'
import { Rays } from './Logo.tsx'
import { MovingCount } from './Moving.tsx'
import { SplitBar } from './SplitBar.tsx'

export const BUY_LINK_ID = 'buy-tokens'
const LONG = 1_000_000_000

export function BalanceCard({ balance }: { balance: BalanceView }) {
  const { availableTokens, committedTokens, totalTokens, owedTokens } = balance
  return (
    <section className="hero" aria-labelledby="balance-title">
      <Rays />
      <div className="relative p-5 sm:p-8">
        <h2 id="balance-title" className="text-base font-medium tracking-normal text-foam">
          Available tokens
        </h2>
        <p className={`figure mt-3 ${availableTokens >= LONG ? 'figure-long' : ''}`}>
          <MovingCount count={availableTokens} />
        </p>
        <div className="mt-7 max-w-xl">
          <SplitBar available={availableTokens} committed={committedTokens} />
        </div>
        <dl className="mt-4 flex flex-wrap gap-x-8 gap-y-3">
          <Part name="Available" count={availableTokens} swatch="bg-aqua" />
          <Part name="Committed" count={committedTokens} swatch="bg-amber" />
          <Part name="Total" count={totalTokens} />
          {owedTokens > 0 ? <Part name="Owed" count={owedTokens} swatch="bg-coral" /> : null}
        </dl>
        <div className="no-print mt-7 flex flex-wrap items-center gap-x-5 gap-y-3">
          <BuyLink restricted={balance.restriction} />
          <Link to="/wallet/commitments" className="btn btn-on-deep">
            Commitments
          </Link>
          <div className="text-sm text-foam">
            <LiveBadge />
            {balance.lastUpdated ? (
              <p>
                Last movement <Time at={balance.lastUpdated} />
              </p>
            ) : null}
          </div>
        </div>
      </div>
    </section>
  )
}

function BuyLink({ restricted }: { restricted: BalanceView['restriction'] }) {
  if (restricted === 'purchases' || restricted === 'all') return null
  return (
    <Link to="/wallet/buy" id={BUY_LINK_ID} className="btn btn-primary" preventScrollReset>
      <Icon name="plus" />
      Buy tokens
    </Link>
  )
}

function Part({ name, count, swatch }: { name: string; count: number; swatch?: string }) {
  return (
    <div>
      <dt className="flex items-center gap-2 text-sm text-foam">
        {swatch ? <span className={`swatch ${swatch}`} aria-hidden="true" /> : null}
        {name}
      </dt>
      <dd className="text-lg font-semibold tabular-nums">
        <MovingCount count={count} />
      </dd>
    </div>
  )
}
