// One row: from what caused it to the balance after it, and whether the books hold there.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { AdminTransactionStory } from '../../shared/api/ledger.ts'
import { ConsolePage, Panel } from '../components/console/ConsolePage.tsx'
import { Id, When } from '../components/console/Facts.tsx'
import { Trail } from '../components/console/Trail.tsx'
import { Verdicts } from '../components/console/Verdicts.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Change } from '../components/HistoryList.tsx'
import { Notice } from '../components/Notice.tsx'
import { callApi, orPage, requireAdmin } from '../lib/api.server.ts'
import { LEDGER_API } from '../lib/console-ledger.server.ts'
import { CONSOLE_PATHS, LEDGER_PATH } from '../lib/console-paths.ts'
import { formatFor } from '../lib/format.ts'
import { ledgerTitle } from '../lib/ledger-line.ts'
import { CONSOLE } from '../words/console.ts'
import { TRAIL } from '../words/console-ledger.ts'

export const meta = () => [{ title: CONSOLE.titleOf(TRAIL.title) }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const id = params.id ?? ''
  const answer = await callApi<AdminTransactionStory>(
    visit,
    `${LEDGER_API}/${encodeURIComponent(id)}`,
  )
  if (!answer.ok && answer.problem.caseId) return { id, story: null, problem: answer.problem }
  const story = orPage(answer)
  const words = ledgerTitle(story, formatFor(context.locale, context.zone))
  return { id, story: { ...story, ...words }, problem: null }
}

export default function TransactionPage() {
  const { id, story, problem } = useLoaderData<typeof loader>()
  if (!story) {
    const { advice, caseId = '' } = problem
    return (
      <ConsolePage title={TRAIL.unreadableTitle} note={<Id id={id} />} ways={<Back />}>
        <Notice tone="bad" title={advice.title}>
          <p>{advice.text}</p>
          <Link to={CONSOLE_PATHS.case(caseId)} className="link link-block">
            {TRAIL.itsCase}
          </Link>
          <p>{TRAIL.caseText}</p>
        </Notice>
      </ConsolePage>
    )
  }
  return (
    <ConsolePage
      title={story.title}
      note={
        <>
          <Id id={story.userId} to={CONSOLE_PATHS.user(story.userId)} /> ·{' '}
          <When at={story.timestamp} />
        </>
      }
      ways={<Back />}
    >
      <div className="text-xl">
        <Change amount={story.amount} direction={story.direction} />
      </div>
      <Verdicts chain={story.chain} />
      <Panel title={TRAIL.steps}>
        <Trail story={story} />
      </Panel>
    </ConsolePage>
  )
}

const Back = () => (
  <Link to={LEDGER_PATH} className="btn btn-quiet">
    {TRAIL.back}
  </Link>
)

export { ErrorPage as ErrorBoundary }
