// What one admin, or the clock, changed: newest first, verified while it is read.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { AuditEntryView, AuditPage } from '../../shared/api/audit.ts'
import { AuditEntry } from '../components/console/AuditEntry.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import { Id } from '../components/console/Facts.tsx'
import { FilterBar, type FilterField } from '../components/console/FilterBar.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Icon } from '../components/Icon.tsx'
import { Notice, ProblemNotice } from '../components/Notice.tsx'
import { Pager } from '../components/Pager.tsx'
import { mapSection, requireAdmin } from '../lib/api.server.ts'
import { entryLine } from '../lib/audit-entry.server.ts'
import { readList } from '../lib/console-list.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import { formatFor } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'
import { CONSOLE } from '../words/console.ts'
import { AREAS, CHAIN } from '../words/console-audit.ts'

export const meta = () => [{ title: CONSOLE.titleOf(CHAIN.title) }]

const PAGE_SIZE = 25

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const actor = params.id ?? ''
  const data = await readList<AuditEntryView, AuditPage>(visit, {
    api: `/api/admin/audit/${encodeURIComponent(actor)}`,
    path: CONSOLE_PATHS.audit(actor),
    filters: ['area'],
    also: { limit: String(PAGE_SIZE) },
  })
  const format = formatFor(context.locale, context.zone)
  const list = mapSection(data.list, ({ items, ...rest }) => ({
    ...rest,
    items: items.map((entry) => entryLine(entry, format)),
  }))
  return { ...data, actor, list }
}

const FIELDS: readonly FilterField[] = [
  { name: 'area', label: CHAIN.area, options: Object.entries(AREAS) },
]

export default function ChainPage() {
  const { actor, path, query, filters, list } = useLoaderData<typeof loader>()
  const page = list.value
  return (
    <ConsolePage title={CHAIN.title} note={<Id id={actor} />} ways={<Ways actor={actor} />}>
      <FilterBar path={path} fields={FIELDS} filters={filters} />
      {list.problem ? (
        <ProblemNotice
          problem={list.problem}
          subject={CHAIN.subject}
          retryTo={`${path}?${query}`}
        />
      ) : null}
      {page ? <Verified {...page} /> : null}
      {page && page.items.length > 0 ? (
        <ol className="card px-4 sm:px-5" aria-label={CHAIN.subject}>
          {page.items.map((entry) => (
            <AuditEntry key={entry.seq} entry={entry} />
          ))}
        </ol>
      ) : null}
      {page?.items.length === 0 ? (
        <div className="card">
          {page.nextCursor ? (
            <EmptyState title={CONSOLE.noneSoFar} text={CONSOLE.noneSoFarText} />
          ) : (
            <EmptyState title={CHAIN.none} text={CHAIN.noneText} />
          )}
        </div>
      ) : null}
      <Pager
        path={path}
        query={new URLSearchParams(query)}
        nextCursor={page?.nextCursor ?? null}
        first={CONSOLE.first}
        more={CONSOLE.more}
      />
    </ConsolePage>
  )
}

function Ways({ actor }: { actor: string }) {
  return (
    <>
      {actor.startsWith('system') ? null : (
        <Link to={CONSOLE_PATHS.user(actor)} className="btn btn-quiet">
          {CHAIN.person}
        </Link>
      )}
      <Link to="/admin/audit" className="btn btn-quiet">
        {CHAIN.back}
      </Link>
    </>
  )
}

function Verified({ verified, brokenAt }: Pick<AuditPage, 'verified' | 'brokenAt'>) {
  const format = useFormat()
  if (!verified && brokenAt !== null) {
    return <Notice tone="bad" title={CHAIN.broken(format.tokens(brokenAt))} />
  }
  return (
    <p className="verdict verdict-good">
      <Icon name="check" />
      <span>{CHAIN.sound}</span>
    </p>
  )
}

export { ErrorPage as ErrorBoundary }
