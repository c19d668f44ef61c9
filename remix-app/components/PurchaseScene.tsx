// The message of the purchase page, one per state, each with the next step.
import { Link } from '@remix-run/react'
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { useFormat } from '../lib/locale.ts'
import { declineAdvice, type Scene } from '../lib/purchases.ts'
import type { Watch } from '../lib/watch-purchase.ts'
import { CancelPurchase } from './CancelPurchase.tsx'
import { Time, TokenCount } from './Figures.tsx'
import { Actions, Stage } from './Stage.tsx'

interface SceneProps {
  readonly scene: Scene
  readonly purchase: PurchaseView
  readonly available: number | null
  readonly watch: Watch
}

export function PurchaseScene(props: SceneProps) {
  const { scene, purchase } = props
  switch (scene) {
    case 'credited':
      return <Credited {...props} />
    case 'confirming':
      return <Confirming {...props} />
    case 'delayed':
      return (
        <Stage icon="clock" tone="wait" title="Your bank is sending the payment">
          <p>
            This can take up to 14 days. Your <TokenCount count={total(purchase)} /> arrive by
            themselves as soon as the bank confirms. You can close this page.
          </p>
          <Actions />
        </Stage>
      )
    case 'unpaid':
    case 'left':
    case 'declined':
      return <Unpaid {...props} />
    case 'cancelling':
      return <Cancelling {...props} />
    case 'cancelled':
    case 'expired':
    case 'failed':
      return <Over {...props} />
    case 'review':
    case 'refused':
      return <Checked {...props} />
  }
}

function Credited({ purchase, available }: SceneProps) {
  const format = useFormat()
  const { tokens, bonusTokens, takenBack } = purchase
  return (
    <Stage icon="check" tone="good" title={`${format.tokens(total(purchase))} tokens are yours`}>
      <p>
        {bonusTokens > 0
          ? `${format.tokens(tokens)} bought and ${format.tokens(bonusTokens)} as a bonus.`
          : 'They can be used right away.'}
      </p>
      {takenBack === 'none' ? null : (
        <p>The payment was refunded or disputed later, and tokens were taken back for it.</p>
      )}
      {available === null ? null : (
        <p className="mt-4 text-ink">
          Available now
          <data value={available} className="figure mt-1 block text-4xl sm:text-5xl">
            {format.tokens(available)}
          </data>
        </p>
      )}
      <Actions>
        <Link to="/wallet/buy" className="btn btn-quiet">
          Buy more
        </Link>
      </Actions>
    </Stage>
  )
}

function Confirming({ watch }: SceneProps) {
  const stop = watch.over
  const title = stop ? 'Still no word from the payment service' : 'Confirming your payment'
  return (
    <Stage icon={stop ? 'clock' : null} tone="wait" title={title}>
      {stop ? (
        <p>
          Your payment is not lost. The tokens arrive by themselves once it is confirmed; reload
          this page to look again.
        </p>
      ) : watch.slow ? (
        <p>
          This takes longer than usual. You can close this page: the tokens arrive by themselves.
        </p>
      ) : (
        <p>This usually takes a few seconds. The page shows your tokens as soon as they arrive.</p>
      )}
      <Actions />
    </Stage>
  )
}

const UNPAID = {
  unpaid: 'This purchase is waiting for payment',
  left: 'You left the payment page',
  declined: 'The payment did not go through',
} as const

function Unpaid({ scene, purchase }: SceneProps) {
  const format = useFormat()
  const { checkoutUrl, failureReason, expiresAt } = purchase
  const title = UNPAID[scene as keyof typeof UNPAID]
  return (
    <Stage icon={scene === 'declined' ? 'alert' : 'clock'} tone="wait" title={title}>
      <p>
        {failureReason ? declineAdvice(failureReason) : 'Nothing was charged.'}{' '}
        {checkoutUrl ? (
          <>
            You can pay until <Time at={expiresAt} />. Left alone, this purchase ends by itself.
          </>
        ) : (
          'The payment page is being prepared. Reload this page in a moment.'
        )}
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        {checkoutUrl ? (
          <a href={checkoutUrl} className="btn btn-primary">
            Pay {format.usd(purchase.priceUsdCents)}
          </a>
        ) : null}
        <Link to="/wallet/buy" className="btn btn-quiet">
          Choose another package
        </Link>
        <CancelPurchase purchaseId={purchase.purchaseId} className="btn btn-quiet">
          Cancel this purchase
        </CancelPurchase>
      </div>
    </Stage>
  )
}

function Cancelling({ purchase }: SceneProps) {
  return (
    <Stage icon="clock" tone="wait" title="This purchase is being cancelled">
      <p>
        The payment service has not confirmed it yet. Should it have been paid before, your tokens
        arrive by themselves.
      </p>
      <Actions>
        <CancelPurchase purchaseId={purchase.purchaseId} className="btn btn-quiet">
          Try again
        </CancelPurchase>
      </Actions>
    </Stage>
  )
}

const OVER = {
  cancelled: { title: 'You cancelled this purchase', icon: 'check', tone: 'wait' },
  expired: { title: 'This purchase has expired', icon: 'clock', tone: 'wait' },
  failed: { title: 'This purchase was not paid', icon: 'alert', tone: 'bad' },
} as const

function Over({ scene, purchase }: SceneProps) {
  const { failureReason } = purchase
  const { title, icon, tone } = OVER[scene as keyof typeof OVER]
  const late = scene === 'expired' || failureReason === null
  return (
    <Stage icon={icon} tone={tone} title={title}>
      <p>
        {scene === 'cancelled'
          ? null
          : late
            ? 'It was not paid in time.'
            : declineAdvice(failureReason)}{' '}
        Nothing was charged for it.
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        <Link to="/wallet/buy" className="btn btn-primary">
          Start a new purchase
        </Link>
        <Link to="/wallet" className="btn btn-quiet">
          Go to the wallet
        </Link>
      </div>
    </Stage>
  )
}

function Checked({ scene }: SceneProps) {
  const review = scene === 'review'
  const title = review ? 'We are checking this payment' : 'This payment was not accepted'
  return (
    <Stage icon={review ? 'clock' : 'alert'} tone={review ? 'wait' : 'bad'} title={title}>
      <p>
        {review
          ? 'Something about the payment did not fit the order, so two people look at it before ' +
            'tokens are given out. You need not do anything, and it is not lost.'
          : 'No tokens were given out for it, and the money goes back the way it came. If it ' +
            'does not arrive, contact KAI support with the number below.'}
      </p>
      <Actions />
    </Stage>
  )
}

const total = (purchase: PurchaseView): number => purchase.tokens + purchase.bonusTokens
