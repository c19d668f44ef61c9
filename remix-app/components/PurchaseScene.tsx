// The message of the purchase page, one per state, each with the next step.
import { Link } from '@remix-run/react'
import type { PurchaseView } from '../../shared/api/tokens.ts'
import type { AfterPurchase } from '../lib/after-purchase.server.ts'
import { useFormat } from '../lib/locale.ts'
import type { Scene } from '../lib/purchases.ts'
import type { Watch } from '../lib/watch-purchase.ts'
import {
  CANCELLING,
  CHECKED,
  CONFIRMING,
  CREDITED,
  DELAYED,
  HOW,
  PURCHASE,
  TAKEN_BACK,
} from '../words/purchase-page.ts'
import { CancelPurchase } from './CancelPurchase.tsx'
import { TokenCount } from './Figures.tsx'
import { OverScene, UnpaidScene } from './PurchaseUnpaid.tsx'
import { Onward, Row, Stage, Stopped } from './Stage.tsx'

export interface SceneProps extends AfterPurchase {
  readonly scene: Scene
  readonly purchase: PurchaseView
  /** Where somebody was about to use the tokens. */
  readonly back: string | null
  /** For buying the same again. */
  readonly formKey: string
  readonly watch: Watch
}

export function PurchaseScene(props: SceneProps) {
  const { scene, purchase, back } = props
  switch (scene) {
    case 'credited':
      return <Credited {...props} />
    case 'partlyTakenBack':
    case 'takenBack':
      return <TakenBack {...props} scene={scene} />
    case 'confirming':
      return <Confirming {...props} />
    case 'delayed':
      return (
        <Stage icon="clock" tone="wait" title={DELAYED.title}>
          <p>
            {DELAYED.before} <TokenCount count={totalOf(purchase)} /> {DELAYED.after}
          </p>
          <Row>
            <Onward back={back} />
          </Row>
        </Stage>
      )
    case 'unpaid':
    case 'left':
    case 'declined':
      return <UnpaidScene {...props} scene={scene} />
    case 'cancelling':
      return <Cancelling {...props} />
    case 'cancelled':
    case 'expired':
    case 'failed':
      return <OverScene {...props} scene={scene} />
    case 'review':
    case 'refused':
      return (
        <Stage {...LOOKS[scene]} title={CHECKED[scene].title}>
          <p>{CHECKED[scene].text}</p>
          <Row>
            <Onward back={back} />
          </Row>
        </Stage>
      )
  }
}

const LOOKS = {
  review: { icon: 'clock', tone: 'wait' },
  refused: { icon: 'alert', tone: 'bad' },
} as const

function Credited({ purchase, available, owed, repaid, stopped, canChoose, back }: SceneProps) {
  const format = useFormat()
  const { tokens, bonusTokens } = purchase
  const total = totalOf(purchase)
  const title =
    repaid < total
      ? CREDITED.title(format.tokens(total - repaid))
      : CREDITED.repaidTitle(format.tokens(total))
  return (
    <Stage icon="check" tone="good" title={title}>
      <p>
        {bonusTokens > 0
          ? CREDITED.withBonus(format.tokens(tokens), format.tokens(bonusTokens))
          : repaid < total
            ? CREDITED.plain
            : null}
      </p>
      {repaid > 0 ? (
        <p>
          {repaid < total ? CREDITED.repaid(format.tokens(repaid)) : CREDITED.repaidAll}{' '}
          {owed > 0 ? CREDITED.stillOwed(format.count(owed)) : null}
        </p>
      ) : null}
      <Available count={available} />
      <Row>
        <Onward back={back} />
        {back || canChoose ? (
          <Link to={back ? '/wallet' : '/wallet/buy'} className="btn btn-quiet">
            {back ? PURCHASE.wallet : PURCHASE.buyMore}
          </Link>
        ) : null}
      </Row>
      <Stopped notices={stopped} />
    </Stage>
  )
}

interface TakenBackProps extends SceneProps {
  readonly scene: 'partlyTakenBack' | 'takenBack'
}

function TakenBack({ scene, purchase, available, owed }: TakenBackProps) {
  const format = useFormat()
  const { title, text } = TAKEN_BACK[scene]
  return (
    <Stage icon="minus" tone="bad" title={title}>
      <p>{text(format.count(totalOf(purchase)), HOW[purchase.takenBackBy ?? 'both'])}</p>
      {owed > 0 ? <p>{TAKEN_BACK.owed(format.count(owed))}</p> : null}
      <Available count={available} />
      <Row>
        <Onward back={null} />
        <Link to="/wallet/history?type=refund" className="btn btn-quiet">
          {TAKEN_BACK.history}
        </Link>
      </Row>
    </Stage>
  )
}

/** null: the balance could not be read. */
function Available({ count }: { count: number | null }) {
  const format = useFormat()
  if (count === null) return null
  return (
    <p className="mt-4 text-ink">
      {CREDITED.available}
      <data value={count} className="figure mt-1 block text-4xl sm:text-5xl">
        {format.tokens(count)}
      </data>
    </p>
  )
}

function Confirming({ watch, back }: SceneProps) {
  const { over, slow } = watch
  const title = over ? CONFIRMING.over.title : CONFIRMING.title
  const words = slow ? CONFIRMING.slow : CONFIRMING.text
  return (
    <Stage icon={over ? 'clock' : null} tone="wait" title={title}>
      <p>{over ? CONFIRMING.over.text : words}</p>
      <Row>
        <Onward back={back} />
        {over ? (
          <Link to="." reloadDocument className="btn btn-quiet">
            {PURCHASE.reload}
          </Link>
        ) : null}
      </Row>
    </Stage>
  )
}

function Cancelling({ purchase, back }: SceneProps) {
  return (
    <Stage icon="clock" tone="wait" title={CANCELLING.title}>
      <p>{CANCELLING.text}</p>
      <Row>
        <Onward back={back} />
        <CancelPurchase purchaseId={purchase.purchaseId} className="btn btn-quiet w-full sm:w-auto">
          {PURCHASE.tryAgain}
        </CancelPurchase>
      </Row>
    </Stage>
  )
}

const totalOf = ({ tokens, bonusTokens }: PurchaseView): number => tokens + bonusTokens
