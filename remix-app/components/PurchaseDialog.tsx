// Choose a package and go to pay. The form works as a plain form; scripts add the modal around it.
import { Form, Link, useNavigate, useNavigation } from '@remix-run/react'
import { useCallback, useRef } from 'react'
import type { PackageList } from '../../shared/api/tokens.ts'
import type { Section } from '../lib/api.server.ts'
import type { Kept } from '../lib/keeping.ts'
import { useModal } from '../lib/modal.ts'
import { buyPath } from '../lib/next-path.ts'
import type { ProblemView } from '../lib/problem.ts'
import { BUY_LINK_ID } from './BalanceCard.tsx'
import { EmptyState } from './EmptyState.tsx'
import { Icon, Spinner } from './Icon.tsx'
import { KeptNotice } from './KeptNotice.tsx'
import { Notice, ProblemNotice } from './Notice.tsx'
import { OfferChoice } from './OfferChoice.tsx'

interface PurchaseDialogProps {
  readonly packages: Section<PackageList>
  readonly formKey: string
  readonly chosen: string | null
  readonly problem: ProblemView | null
  readonly nothingChosen: boolean
  /** No answer came: what has become of it meanwhile. */
  readonly kept: Kept | null
}

export function PurchaseDialog(props: PurchaseDialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const navigate = useNavigate()
  const busy = useNavigation().formAction?.startsWith('/wallet/buy') ?? false
  const dismiss = useCallback(() => {
    if (!busy) navigate('/wallet', { preventScrollReset: true })
  }, [busy, navigate])
  useModal(ref, BUY_LINK_ID, dismiss)

  return (
    <dialog ref={ref} open className="sheet" aria-labelledby="buy-title">
      <div className="sheet-panel card">
        <h2 id="buy-title" className="pr-12 text-2xl">
          Buy tokens
        </h2>
        <p className="mt-1 text-soft">You pay on Stripe's page. Your card never touches ours.</p>
        <div className="mt-5">
          <DialogBody {...props} busy={busy} />
        </div>
        <Link
          to="/wallet"
          preventScrollReset
          className="nav-link absolute top-3 right-3 justify-center px-3"
        >
          <Icon name="close" className="size-6" />
          <span className="sr-only">Close and go back to the wallet</span>
        </Link>
      </div>
    </dialog>
  )
}

function DialogBody(props: PurchaseDialogProps & { busy: boolean }) {
  const { packages, formKey, chosen, problem, nothingChosen, kept, busy } = props
  if (packages.problem) {
    const retryTo = chosen ? buyPath(chosen) : '/wallet/buy'
    return <ProblemNotice problem={packages.problem} subject="The packages" retryTo={retryTo} />
  }
  const offers = packages.value.items
  if (offers.length === 0) {
    const text = 'Packages come back as soon as their prices are set. Look in again later.'
    return <EmptyState title="Nothing is for sale right now" text={text} />
  }
  return (
    <Form method="post" action="/wallet/buy" preventScrollReset data-waits>
      <input type="hidden" name="key" value={formKey} />
      {problem ? <ProblemNotice problem={problem} takeFocus /> : null}
      {kept ? <KeptNotice kept={kept} /> : null}
      {nothingChosen ? <Notice tone="bad" title="Choose a package first" /> : null}
      <OfferChoice offers={offers} chosen={chosen} />
      <PayButton busy={busy} again={problem !== null} />
    </Form>
  )
}

function PayButton({ busy, again }: { busy: boolean; again: boolean }) {
  return (
    <button type="submit" className="btn btn-primary mt-5 w-full" aria-disabled={busy}>
      {busy ? <Spinner /> : null}
      {busy ? 'Opening the payment page…' : again ? 'Try again' : 'Continue to payment'}
      {busy ? null : <Icon name="arrow" />}
    </button>
  )
}
