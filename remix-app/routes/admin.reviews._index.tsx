// Orders that were paid otherwise than ordered.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { ReviewView } from '../../shared/api/reviews.ts'
import { ConsoleList } from '../components/console/ConsoleList.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import type { Column } from '../components/console/DataTable.tsx'
import { Id, When } from '../components/console/Facts.tsx'
import { FilterBar, type FilterField } from '../components/console/FilterBar.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { requireAdmin } from '../lib/api.server.ts'
import { readList } from '../lib/console-list.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import type { Place } from '../lib/console-places.server.ts'
import { useFormat } from '../lib/locale.ts'
import { CONSOLE } from '../words/console.ts'
import { REVIEWS } from '../words/console-reviews.ts'

export const meta = () => [{ title: CONSOLE.titleOf(REVIEWS.title) }]

export const handle = { place: { group: 'watch', name: REVIEWS.title, order: 4 } satisfies Place }

const PATH = '/admin/reviews'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const asked = { api: '/api/admin/reviews', path: PATH, filters: ['status'] }
  return { data: await readList<ReviewView>(visit, asked) }
}

const FIELDS: readonly FilterField[] = [
  {
    name: 'status',
    label: REVIEWS.state,
    options: [['refused', REVIEWS.statuses.refused]],
    any: REVIEWS.statuses.review,
  },
]

const COLUMNS: readonly [Column<ReviewView>, ...Column<ReviewView>[]] = [
  {
    name: REVIEWS.order,
    cell: ({ purchaseId, packageName }) => (
      <>
        <bdi className="block font-medium wrap-anywhere">{packageName}</bdi>
        <Id id={purchaseId} to={CONSOLE_PATHS.review(purchaseId)} />
      </>
    ),
  },
  {
    name: REVIEWS.misfit,
    cell: ({ misfit }) => (misfit ? (REVIEWS.misfits[misfit] ?? misfit) : CONSOLE.none),
  },
  {
    name: REVIEWS.person,
    cell: ({ userId }) => <Id id={userId} to={CONSOLE_PATHS.user(userId)} />,
  },
  {
    name: REVIEWS.price,
    numeric: true,
    cell: ({ priceUsdCents }) => <Usd cents={priceUsdCents} />,
  },
  { name: REVIEWS.since, cell: ({ createdAt }) => <When at={createdAt} /> },
]

const Usd = ({ cents }: { cents: number }) => useFormat().usd(cents)

export default function ReviewsPage() {
  const { data } = useLoaderData<typeof loader>()
  return (
    <ConsolePage
      title={REVIEWS.title}
      ways={
        <Link to="/admin/rulings" className="btn btn-quiet">
          {REVIEWS.toRulings}
        </Link>
      }
    >
      <FilterBar path={PATH} fields={FIELDS} filters={data.filters} />
      <ConsoleList
        data={data}
        subject={REVIEWS.subject}
        columns={COLUMNS}
        rowKey={({ purchaseId }) => purchaseId}
        empty={REVIEWS.empty}
      />
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
