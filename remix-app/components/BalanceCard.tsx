// The wallet's face: what can be spent now, how the total is split and came about, and the way to
// more. Whatever may appear in it later has its place from the start.
import { Link } from '@remix-run/react'
import type { BalanceView } from '../../shared/api/wallet.ts'
import type { BalanceChart as Chart } from '../lib/balance-chart.server.ts'
import { WALLET } from '../words/wallet.ts'
import { BalanceChart } from './BalanceChart.tsx'
import { Time } from './Figures.tsx'
import { Icon } from './Icon.tsx'
import { LiveBadge } from './LiveBadge.tsx'
import { Rays } from './Logo.tsx'
import { MovingCount } from './Moving.tsx'
import { SplitBar } from './SplitBar.tsx'

export const BUY_LINK_ID = 'buy-tokens'
/** Too many digits for three of them side by side on a phone, and for the largest figure. */
const LONG = 10_000_000
const VERY_LONG = 1_000_000_000
/** So many digits leave no room beside them. */
const ROOMY = 1_000_000

interface BalanceCardProps {
  readonly balance: BalanceView
  readonly canBuy: boolean
  /** null before the first movement; undefined when it can't be known just now. */
  readonly chart: Chart | null | undefined
}

export function BalanceCard({ balance, canBuy, chart }: BalanceCardProps) {
  const { availableTokens, committedTokens, totalTokens, owedTokens } = balance
  return (
    <section className="hero" aria-labelledby="balance-title">
      {owedTokens > 0 || availableTokens >= ROOMY ? null : <Rays />}
      <div className="hero-halves">
        <div className="hero-sum">
          <h2 id="balance-title" className="text-base font-medium tracking-normal text-foam">
            {WALLET.availableTokens}
          </h2>
          <p className={`figure mt-3 ${availableTokens >= VERY_LONG ? 'figure-long' : ''}`}>
            <MovingCount count={availableTokens} />
          </p>
          {owedTokens > 0 ? <Owed count={owedTokens} /> : null}
          <div className="mt-6">
            <SplitBar available={availableTokens} committed={committedTokens} />
          </div>
          <dl className={`hero-parts mt-4 ${totalTokens >= LONG ? 'hero-lines' : ''}`}>
            <Part name={WALLET.available} count={availableTokens} swatch="bg-aqua" />
            <Part name={WALLET.committed} count={committedTokens} swatch="bg-amber" />
            <Part name={WALLET.total} count={totalTokens} />
          </dl>
        </div>
        <BalanceChart chart={chart} />
        <div className="hero-ways no-print">
          <NextLink canBuy={canBuy} />
          <Link to="/wallet/purchases" className="btn btn-on-deep">
            {WALLET.toPurchases}
          </Link>
        </div>
        <div className="hero-state">
          <p className="hero-moved">
            {balance.lastUpdated ? (
              <>
                {WALLET.lastMovement} <Time at={balance.lastUpdated} />
              </>
            ) : (
              WALLET.noMovement
            )}
          </p>
          <LiveBadge />
        </div>
      </div>
    </section>
  )
}

/** At the end of a line that is there anyway: a debt comes while somebody looks. */
const Owed = ({ count }: { count: number }) => (
  <p className="hero-owed">
    <span className="swatch bg-coral" aria-hidden="true" />
    {WALLET.owed} <MovingCount count={count} />
  </p>
)

/** Where nothing can be bought, what is under way is of more use than an answer of no. */
function NextLink({ canBuy }: { canBuy: boolean }) {
  if (!canBuy) {
    return (
      <Link to="/wallet/commitments" className="btn btn-on-deep">
        {WALLET.toCommitments}
      </Link>
    )
  }
  return (
    <Link to="/wallet/buy" id={BUY_LINK_ID} className="btn btn-primary" preventScrollReset>
      <Icon name="plus" />
      {WALLET.buy}
    </Link>
  )
}

function Part({ name, count, swatch }: { name: string; count: number; swatch?: string }) {
  return (
    <div className="min-w-0">
      <dt className="flex items-center gap-1.5 text-sm text-foam">
        {swatch ? <span className={`swatch ${swatch}`} aria-hidden="true" /> : null}
        {name}
      </dt>
      <dd className="text-lg font-semibold whitespace-nowrap tabular-nums">
        <MovingCount count={count} />
      </dd>
    </div>
  )
}
