// What is for sale, in its order, beside what a token costs and what Stripe has; and one form that
// makes a package or, with the id of one, changes it.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, type ShouldRevalidateFunction, useLoaderData, useLocation } from '@remix-run/react'
import type { PackageCase, PriceCheckList } from '../../shared/api/packages.ts'
import type { AdminPackage } from '../../shared/api/tokens.ts'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import { PackageTable } from '../components/console/PackageColumns.tsx'
import { PriceChecks } from '../components/console/PriceChecks.tsx'
import { SaleForm } from '../components/console/SaleForm.tsx'
import { TokenCosts } from '../components/console/TokenCosts.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Notice, ProblemNotice } from '../components/Notice.tsx'
import { PackageForm } from '../components/PackageForm.tsx'
import { callApi, mapSection, requireAdmin, section, type Visit } from '../lib/api.server.ts'
import { actOnPackages, formOf, pathWith } from '../lib/console-packages.server.ts'
import { PACKAGES_PATH } from '../lib/console-paths.ts'
import type { Place } from '../lib/console-places.server.ts'
import { sentBy } from '../lib/console-sent.ts'
import { newFormKey } from '../lib/form.server.ts'
import { formatFor } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'
import { draftOfPackage } from '../lib/package-form.server.ts'
import { priceRows } from '../lib/price-checks.server.ts'
import { revalidateAround, shouldRevalidate as revalidates } from '../lib/revalidate.ts'
import { useSent } from '../lib/sent.ts'
import { tokenCosts } from '../lib/token-cost.server.ts'
import { CONSOLE } from '../words/console.ts'
import { PACKAGES } from '../words/console-packages.ts'

export const meta = () => [{ title: CONSOLE.titleOf(PACKAGES.title) }]

export const handle = {
  place: { group: 'market', name: PACKAGES.title, order: 2 } satisfies Place,
}

const API_PATH = '/api/admin/tokens/packages'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const query = new URL(request.url).searchParams
  const format = formatFor(context.locale, context.zone)
  const wanted = query.get('edit')
  const [listed, checks, open] = await Promise.all([
    callApi<{ items: AdminPackage[] }>(visit, API_PATH),
    query.has('prices') ? callApi<PriceCheckList>(visit, '/api/admin/tokens/package-prices') : null,
    wanted ? callApi<PackageCase>(visit, `${API_PATH}/${encodeURIComponent(wanted)}`) : null,
  ])
  const packages = section(listed)
  const items = packages.value?.items ?? []
  const edited = items.find(({ id }) => id === wanted) ?? null
  return {
    packages,
    costs: tokenCosts(items, format),
    askTo: `${pathWith({ ...formOf(query), prices: 'now' })}#prices`,
    prices: checks && mapSection(section(checks), (list) => priceRows(list, items, format)),
    edited,
    draft: edited && draftOfPackage(edited),
    open: open?.ok ? open.value : null,
    isMissing: wanted !== null && !edited && packages.value !== null,
    after: formOf(query).after ?? null,
    done: doneOf(query, items),
    moved: movedOf(query),
    formKey: newFormKey(),
  }
}

function doneOf(query: URLSearchParams, items: readonly AdminPackage[]) {
  const nameAt = (name: string) => items.find(({ id }) => id === query.get(name))?.name
  const [saved, sold] = [nameAt('saved'), nameAt('edit')]
  if (saved) return PACKAGES.saved(saved)
  if (!sold || !query.has('sale')) return null
  return query.get('sale') === 'on' ? PACKAGES.putOn(sold) : PACKAGES.takenOff(sold)
}

function movedOf(query: URLSearchParams) {
  const by = query.get('by') === 'up' ? 'up' : 'down'
  const id = query.get('moved')
  return id === null ? null : ({ id, by } as const)
}

export function action({ request, context }: ActionFunctionArgs) {
  const visit: Visit = { request, context }
  requireAdmin(visit)
  return request.formData().then((form) => actOnPackages(visit, form))
}

export { clientAction } from '../lib/lost.ts'

/** A package that was not saved changed nothing here; and Stripe may have been asked for prices. */
export const shouldRevalidate: ShouldRevalidateFunction = (done) =>
  done.formData?.get('intent') === 'save' ? revalidateAround(done) : revalidates(done)

export default function PackagesPage() {
  const seen = useLoaderData<typeof loader>()
  const { packages, costs, prices, done, moved, formKey } = seen
  const sent = useSent<typeof action>() ?? null
  const order = sentBy(sent, 'order')
  const items = packages.value?.items ?? []
  return (
    <ConsolePage
      title={PACKAGES.title}
      note={PACKAGES.note}
      done={sent ? null : done}
      ways={<Ways isEditing={seen.edited !== null} />}
    >
      {order?.problem ? <ProblemNotice problem={order.problem} takeFocus /> : null}
      {seen.isMissing ? (
        <Notice tone="warn" title={PACKAGES.notThere}>
          <p>{PACKAGES.notThereText}</p>
        </Notice>
      ) : null}
      <section aria-label={PACKAGES.all}>
        {packages.problem ? (
          <ProblemNotice
            problem={packages.problem}
            subject={PACKAGES.subject}
            retryTo={PACKAGES_PATH}
          />
        ) : null}
        {items.length > 0 ? (
          <PackageTable packages={items} formKey={order?.key ?? formKey} moved={moved} />
        ) : null}
        {packages.value && items.length === 0 ? (
          <div className="card">
            <EmptyState {...PACKAGES.none} />
          </div>
        ) : null}
        <Landed items={items} id={moved?.id ?? null} />
      </section>
      {items.length > 0 ? (
        <>
          <TokenCosts costs={costs} />
          <PriceChecks prices={prices} askTo={seen.askTo} />
        </>
      ) : null}
      <Forms />
    </ConsolePage>
  )
}

function Ways({ isEditing }: { isEditing: boolean }) {
  const { search } = useLocation()
  return (
    <Link to={{ search: isEditing ? '' : search, hash: 'form' }} className="btn btn-quiet">
      {PACKAGES.create}
    </Link>
  )
}

/** Where it went, for who can't see the row move. */
function Landed({ items, id }: { items: readonly AdminPackage[]; id: string | null }) {
  const format = useFormat()
  const at = items.findIndex((item) => item.id === id)
  const name = items[at]?.name
  return (
    <p role="status" className="sr-only">
      {name ? PACKAGES.moved(name, format.tokens(at + 1)) : null}
    </p>
  )
}

function Forms() {
  const { edited, draft, open, after, formKey } = useLoaderData<typeof loader>()
  const sent = useSent<typeof action>() ?? null
  const own = sentBy(sent, 'save')
  return (
    <>
      <PackageForm
        key={`${edited?.id} ${after}`}
        editing={edited}
        draft={own?.values ?? draft ?? {}}
        errors={own?.errors ?? {}}
        problem={own?.problem ?? null}
        formKey={own?.key ?? formKey}
      />
      {edited ? <SaleForm item={edited} open={open} formKey={formKey} sent={sent} /> : null}
    </>
  )
}

export { ErrorPage as ErrorBoundary }
