// Choose a package and go to pay. The form works as a plain form; scripts add the modal around it.
import { Form, Link, useNavigate, useNavigation } from '@remix-run/react'
import { useCallback } from 'react'
import type { PackageList } from '../../shared/api/tokens.ts'
import type { Offer as Way } from '../lib/advice.ts'
import type { Section } from '../lib/api.server.ts'
import type { Kept } from '../lib/keeping.ts'
import { useFormat } from '../lib/locale.ts'
import { type BuyWish, buyWith } from '../lib/next-path.ts'
import { useOnline } from '../lib/online.ts'
import type { ProblemView } from '../lib/problem.ts'
import type { StandingNotice } from '../lib/standing.server.ts'
import { BUY } from '../words/buy.ts'
import { BUY_LINK_ID } from './BalanceCard.tsx'
import { EmptyState } from './EmptyState.tsx'
import { Icon, Spinner } from './Icon.tsx'
import { KeptNotice } from './KeptNotice.tsx'
import { Notice, ProblemNotice, StandingNotices } from './Notice.tsx'
import { OfferChoice } from './OfferChoice.tsx'
import { Sheet } from './Sheet.tsx'

interface PurchaseDialogProps {
  readonly packages: Section<PackageList>
  readonly formKey: string
  readonly wish: Required<BuyWish>
  readonly chosen: string | null
  /** Whether that package has as many tokens as are needed. */
  readonly covers: boolean
  /** By the own limits, today; null = no limit, or not known. */
  readonly centsLeft: number | null
  /** Repaid by what is bought, before anything else. */
  readonly owed: number
  readonly problem: ProblemView | null
  readonly nothingChosen: boolean
  /** No answer came: what has become of it meanwhile. */
  readonly kept: Kept | null
  /** Why nothing can be bought for this wallet. */
  readonly stopped: readonly StandingNotice[]
}

export function PurchaseDialog(props: PurchaseDialogProps) {
  const { next } = props.wish
  const busy = useNavigation().formAction?.startsWith('/wallet/buy') ?? false
  const navigate = useNavigate()
  const back = next ?? '/wallet'
  const dismiss = useCallback(() => {
    // In its place, so that the back button doesn't open what was closed.
    if (!busy) navigate(back, { replace: true, preventScrollReset: true })
  }, [busy, navigate, back])
  return (
    <Sheet
      title={BUY.title}
      text={props.stopped.length > 0 ? null : BUY.text}
      openerId={BUY_LINK_ID}
      onDismiss={dismiss}
      close={next ? BUY.closeToPrediction : BUY.close}
      closeTo={back}
      open
    >
      <div className="mt-5">
        <DialogBody {...props} busy={busy} />
      </div>
    </Sheet>
  )
}

function DialogBody(props: PurchaseDialogProps & { busy: boolean }) {
  const { stopped, packages, formKey, wish, chosen, covers, owed } = props
  const { centsLeft, problem, nothingChosen, kept, busy } = props
  const format = useFormat()
  if (stopped.length > 0) {
    return (
      <div className="grid gap-4">
        <StandingNotices notices={stopped} />
      </div>
    )
  }
  if (packages.problem) {
    const { problem } = packages
    return <ProblemNotice problem={problem} subject={BUY.subject} retryTo={buyWith(wish)} />
  }
  const offers = packages.value.items
  if (offers.length === 0) return <EmptyState {...BUY.none} />
  return (
    <Form method="post" action={buyWith(wish)} preventScrollReset data-waits>
      <input type="hidden" name="key" value={formKey} />
      {problem ? (
        <ProblemNotice problem={problem} takeFocus />
      ) : wish.need && !wish.packageId ? (
        <Notice title={BUY.needed(format.count(wish.need))}>
          {covers ? BUY.covered : BUY.uncovered} {wish.next ? BUY.comeBack : null}
        </Notice>
      ) : null}
      {kept ? <KeptNotice kept={kept} /> : null}
      {nothingChosen ? <Notice tone="bad" title={BUY.chooseFirst} /> : null}
      <OfferChoice offers={offers} chosen={chosen} centsLeft={centsLeft} owed={owed} />
      {centsLeft === null ? null : (
        <div className="mt-3 text-sm">
          <p>{BUY.leftToday(format.usd(centsLeft))}</p>
          <Link to="/account#limits" className="link link-block">
            {BUY.limits}
          </Link>
        </div>
      )}
      <NextStep busy={busy} way={problem?.advice.offer ?? 'choose'} />
    </Form>
  )
}

/** Ways out of a refusal that another try, or another package, may be. */
const WAYS: ReadonlySet<Way> = new Set(['retry', 'choose', 'limits'])

function NextStep({ busy, way }: { busy: boolean; way: Way }) {
  const isOnline = useOnline()
  if (way === 'openOrders') {
    return (
      <Link to="/wallet" className="btn btn-primary mt-5 w-full">
        {BUY.seeOpen}
      </Link>
    )
  }
  // The notice says why nothing can be bought now.
  if (!WAYS.has(way)) return null
  const words = isOnline ? (way === 'retry' ? BUY.again : BUY.pay) : BUY.keep
  return (
    <button type="submit" className="btn btn-primary mt-5 w-full" aria-disabled={busy}>
      {busy ? <Spinner /> : null}
      {busy ? BUY.busy : words}
      {busy ? null : <Icon name="arrow" />}
    </button>
  )
}
