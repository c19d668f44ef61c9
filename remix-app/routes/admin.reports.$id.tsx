// One comparison of the books.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { ReportView } from '../../shared/api/reconciliations.ts'
import { ConsolePage, Panel } from '../components/console/ConsolePage.tsx'
import { Facts, Id, When } from '../components/console/Facts.tsx'
import { Found } from '../components/console/Report.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { callApi, orPage, requireAdmin } from '../lib/api.server.ts'
import { useFormat } from '../lib/locale.ts'
import { CONSOLE } from '../words/console.ts'
import { REPORTS } from '../words/console-letters.ts'

export const meta = () => [{ title: CONSOLE.titleOf(REPORTS.one) }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const api = `/api/admin/reconciliations/${encodeURIComponent(params.id ?? '')}`
  return { report: orPage(await callApi<ReportView>(visit, api)) }
}

export default function ReportPage() {
  const { report } = useLoaderData<typeof loader>()
  const format = useFormat()
  const { id, kind, startedAt, finishedAt, rows, people, payouts, supply, digest } = report
  return (
    <ConsolePage title={REPORTS.kinds[kind]} note={<Id id={id} />}>
      <Panel title={REPORTS.one}>
        <Facts
          facts={[
            [REPORTS.differences, <Found key="found" report={report} />],
            [REPORTS.supply, REPORTS.supplies[supply]],
            [REPORTS.started, <When key="started" at={startedAt} />],
            [REPORTS.finished, <When key="finished" at={finishedAt} />],
            [REPORTS.rows, format.tokens(rows)],
            [REPORTS.people, format.tokens(people)],
            [REPORTS.payouts, format.tokens(payouts)],
            [REPORTS.digest, digest && <Id id={digest} />],
          ]}
        />
        {report.differences > 0 ? (
          <Link to="/admin/cases?state=open" className="link link-block mt-3">
            {REPORTS.cases}
          </Link>
        ) : null}
      </Panel>
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }
