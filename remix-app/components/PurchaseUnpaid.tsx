// A purchase that is not paid: pay now, or buy the same again with one tap.
import { Form, Link, useNavigation } from '@remix-run/react'
import { useFormat } from '../lib/locale.ts'
import { buyWith } from '../lib/next-path.ts'
import { declineAdvice, type Scene } from '../lib/purchases.ts'
import { OVER, PURCHASE, UNPAID } from '../words/purchase-page.ts'
import { CancelPurchase } from './CancelPurchase.tsx'
import { Time } from './Figures.tsx'
import type { SceneProps } from './PurchaseScene.tsx'
import { Onward, Row, Stage, Stopped } from './Stage.tsx'

type Of<Some extends Scene> = SceneProps & { readonly scene: Some }

export function UnpaidScene({
  scene,
  purchase,
  back,
  canChoose,
}: Of<'unpaid' | 'left' | 'declined'>) {
  const format = useFormat()
  const { purchaseId, checkoutUrl, failureReason, expiresAt, priceUsdCents } = purchase
  const isDeclined = scene === 'declined'
  const pay = isDeclined ? UNPAID.payOther : UNPAID.pay
  return (
    <Stage icon={isDeclined ? 'alert' : 'clock'} tone="wait" title={UNPAID.titles[scene]}>
      <p>
        {failureReason ? declineAdvice(failureReason) : UNPAID.nothing}{' '}
        {checkoutUrl ? (
          <>
            {UNPAID.until} <Time at={expiresAt} />. {UNPAID.untilEnd}
          </>
        ) : (
          UNPAID.preparing
        )}
      </p>
      <Row>
        {checkoutUrl ? (
          <a href={checkoutUrl} className="btn btn-primary">
            {pay(format.usd(priceUsdCents))}
          </a>
        ) : (
          <Link to="." reloadDocument className="btn btn-primary">
            {PURCHASE.reload}
          </Link>
        )}
        {canChoose ? <Other back={back} /> : null}
        <CancelPurchase purchaseId={purchaseId} className="btn btn-quiet w-full sm:w-auto">
          {UNPAID.cancel}
        </CancelPurchase>
      </Row>
    </Stage>
  )
}

const LOOKS = {
  cancelled: { icon: 'check', tone: 'wait' },
  expired: { icon: 'clock', tone: 'wait' },
  failed: { icon: 'alert', tone: 'bad' },
} as const

export function OverScene(props: Of<'cancelled' | 'expired' | 'failed'>) {
  const { scene, purchase, back, stopped, canChoose } = props
  const { failureReason } = purchase
  const isLate = scene === 'expired' || failureReason === null
  return (
    <Stage {...LOOKS[scene]} title={OVER.titles[scene]}>
      <p>
        {scene === 'cancelled' ? null : isLate ? OVER.late : declineAdvice(failureReason)}{' '}
        {OVER.nothing}
      </p>
      <Row>
        {stopped.length === 0 ? <BuyAgain {...props} /> : null}
        {canChoose ? <Other back={back} /> : null}
        <Onward back={back} isQuiet={canChoose} />
      </Row>
      <Stopped notices={stopped} />
    </Stage>
  )
}

const Other = ({ back }: Pick<SceneProps, 'back'>) => (
  <Link to={buyWith({ next: back })} className="btn btn-quiet">
    {PURCHASE.other}
  </Link>
)

/** Another purchase of the same package: this one can't be paid any more. */
function BuyAgain({ purchase, back, formKey }: SceneProps) {
  const busy = useNavigation().formAction?.startsWith('/wallet/buy') ?? false
  return (
    <Form method="post" action={buyWith({ next: back })}>
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="packageId" value={purchase.packageId} />
      <button type="submit" className="btn btn-primary w-full sm:w-auto" aria-disabled={busy}>
        {busy ? OVER.busy : OVER.again}
      </button>
    </Form>
  )
}
