// Buying tokens: a dialog over the wallet, and a page of its own without JavaScript.
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/cloudflare'
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react'
import type { LimitsView } from '../../shared/api/account.ts'
import type { PackageList, PurchaseView } from '../../shared/api/tokens.ts'
import type { BalanceView } from '../../shared/api/wallet.ts'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { PurchaseDialog } from '../components/PurchaseDialog.tsx'
import { callApi, comingBackTo, requireViewer, section, type Visit } from '../lib/api.server.ts'
import { newFormKey } from '../lib/form.server.ts'
import { formatFor } from '../lib/format.ts'
import { type Kept, sendOrKeep } from '../lib/keeping.ts'
import { buyWith } from '../lib/next-path.ts'
import { ownLimit } from '../lib/own-limit.server.ts'
import { firstWithin, smallestWith, tokensOf } from '../lib/packages.ts'
import { isRetryable, type ProblemView } from '../lib/problem.ts'
import { rememberBack } from '../lib/purchase-back.server.ts'
import {
  type PurchaseForm,
  readPurchaseForm,
  readWish,
  startPurchase,
} from '../lib/purchase-form.server.ts'
import { useSent } from '../lib/sent.ts'
import { standingAgainst } from '../lib/standing.server.ts'
import { BUY } from '../words/buy.ts'

export const meta = () => [{ title: BUY.pageTitle }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireViewer(visit)
  const [packages, balance, limits] = await Promise.all([
    callApi<PackageList>(visit, '/api/tokens/packages'),
    callApi<BalanceView>(visit, '/api/wallet/balance'),
    callApi<LimitsView>(visit, '/api/account/limits'),
  ])
  const wish = wishOf(request)
  const offers = packages.ok ? packages.value.items : []
  const covering = wish.need === null ? null : smallestWith(offers, wish.need)
  const own = await ownLimit(visit, limits, offers)
  const first = firstWithin(offers, own.centsLeft)
  const format = formatFor(context.locale, context.zone)
  return {
    packages: section(packages),
    wish,
    chosen: wish.packageId ?? covering?.id ?? first?.id ?? null,
    ...own,
    owed: balance.ok ? balance.value.owedTokens : 0,
    covers: covering !== null && tokensOf(covering) >= (wish.need ?? 0),
    stopped: standingAgainst('purchases', section(balance), format),
    formKey: newFormKey(),
  }
}

const wishOf = (request: Request) => readWish(new URL(request.url).searchParams)

/** What the page shows of a form that opened no payment page. */
interface BuySent extends PurchaseForm {
  readonly problem: ProblemView | null
  /** No answer came: what has become of it meanwhile. */
  readonly kept?: Kept
  /** Nobody knows whether its order exists: the form stays, with its key. */
  readonly isUnknown: boolean
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = readPurchaseForm(await request.formData())
  const wish = { ...wishOf(request), packageId: form.packageId }
  const visit = comingBackTo(buyWith(wish), { request, context })
  requireViewer(visit)
  if (!form.packageId) {
    return data<BuySent>({ problem: null, isUnknown: false, ...form }, { status: 400 })
  }

  const answer = await startPurchase(visit, form)
  if (!answer.ok) {
    // An outage leaves open whether the order exists: only the same key can't order twice.
    const { problem } = answer
    const isUnknown = isRetryable(problem)
    const sent = { packageId: form.packageId, key: isUnknown ? form.key : newFormKey() }
    return data<BuySent>({ problem, isUnknown, ...sent }, { status: problem.status })
  }
  const { checkoutUrl, purchaseId } = answer.value
  // A form sent again finds its first purchase, which may be paid, cancelled or over by now.
  const fresh = checkoutUrl !== null && (!answer.replayed || (await isPayable(visit, purchaseId)))
  const to = fresh ? checkoutUrl : `/wallet/purchases/${purchaseId}`
  const headers = new Headers()
  if (wish.next) headers.set('set-cookie', await rememberBack(purchaseId, wish.next))
  return redirect(to, { status: 303, headers })
}

export const clientAction = (args: ClientActionFunctionArgs) =>
  sendOrKeep(args, (form, kept) => {
    const fields = { packageId: String(form.get('packageId')), key: String(form.get('key')) }
    return { ...fields, problem: null, isUnknown: true, kept }
  })

// Also after a refusal: the package may be off sale, and the choice must not show it again.
export { shouldRevalidate } from '../lib/revalidate.ts'

async function isPayable(visit: Visit, purchaseId: string): Promise<boolean> {
  const now = await callApi<PurchaseView>(visit, `/api/tokens/purchases/${purchaseId}`)
  return now.ok && now.value.checkoutUrl !== null
}

export default function BuyPage() {
  const { formKey, chosen, limit, centsLeft, stopped, ...loaded } = useLoaderData<typeof loader>()
  const sent = useSent<typeof action>()
  // Its own order may be what fills the limit.
  const isUnknown = sent?.isUnknown ?? false
  return (
    <PurchaseDialog
      {...loaded}
      centsLeft={isUnknown ? null : centsLeft}
      stopped={isUnknown || stopped.length > 0 ? stopped : limit}
      formKey={sent?.key ?? formKey}
      chosen={sent?.packageId || chosen}
      problem={sent?.problem ?? null}
      kept={sent?.kept ?? null}
      nothingChosen={sent !== undefined && !sent.packageId}
    />
  )
}

export { ErrorPage as ErrorBoundary }
