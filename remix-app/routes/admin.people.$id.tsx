// One person: what they have, what they may, what they did, and what admins can do about it.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { ADJUSTMENT_COLUMNS } from '../components/console/AdjustmentColumns.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import {
  CASE_COLUMNS,
  COMMITMENT_COLUMNS,
  MOVEMENT_COLUMNS,
} from '../components/console/DeedColumns.tsx'
import { Id } from '../components/console/Facts.tsx'
import { HoldsPanel } from '../components/console/Holds.tsx'
import { PartList } from '../components/console/PartList.tsx'
import { LimitsPanel, WalletPanel } from '../components/console/PersonFacts.tsx'
import { PURCHASE_COLUMNS } from '../components/console/PurchaseColumns.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { requireAdmin } from '../lib/api.server.ts'
import { CONSOLE_PATHS } from '../lib/console-paths.ts'
import { actOnPerson, readPerson } from '../lib/console-person.server.ts'
import { newFormKey } from '../lib/form.server.ts'
import { useSent } from '../lib/sent.ts'
import { CONSOLE } from '../words/console.ts'
import { PEOPLE, PERSON } from '../words/console-people.ts'

export const meta = () => [{ title: CONSOLE.titleOf(PEOPLE.person) }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  const { userId } = requireAdmin(visit)
  const read = await readPerson(visit, params.id ?? '')
  const done = new URL(request.url).searchParams.get('done')
  return { ...read, isOwn: userId === read.id, done, formKey: newFormKey() }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  return actOnPerson(visit, params.id ?? '', await request.formData())
}

export { clientAction } from '../lib/lost.ts'
export { shouldRevalidate } from '../lib/revalidate.ts'

export default function PersonPage() {
  const { id, person, account, parts, isOwn, done, formKey } = useLoaderData<typeof loader>()
  const sent = useSent<typeof action>() ?? null
  const here = CONSOLE_PATHS.user(id)
  const ways = (
    <Link
      to={`/admin/adjustments?${new URLSearchParams({ userId: id })}#propose`}
      className="btn btn-quiet"
    >
      {PERSON.propose}
    </Link>
  )
  return (
    <ConsolePage
      title={account?.email ?? id}
      note={<Id id={id} />}
      ways={ways}
      done={(done && !sent && PERSON.done[done]) || null}
    >
      {person.problem ? (
        <ProblemNotice problem={person.problem} subject={PERSON.subject} retryTo={here} />
      ) : (
        <>
          <div className="console-halves">
            <WalletPanel person={person.value} account={account} />
            <LimitsPanel limits={person.value.limits} />
          </div>
          <HoldsPanel holds={person.value.holds} isOwn={isOwn} formKey={formKey} sent={sent} />
        </>
      )}
      <Deeds id={id} parts={parts} retryTo={here} />
      <Matters id={id} parts={parts} retryTo={here} />
    </ConsolePage>
  )
}

interface PartsProps {
  readonly id: string
  readonly parts: ReturnType<typeof useLoaderData<typeof loader>>['parts']
  readonly retryTo: string
}

const allOf = (id: string, place: string, name: string) => {
  const of = new URLSearchParams({ userId: id })
  return { to: `/admin/${place}?${of}`, name }
}

/** What they did. */
function Deeds({ id, parts, retryTo }: PartsProps) {
  return (
    <>
      <PartList
        title={PERSON.transactions}
        list={parts.transactions}
        columns={MOVEMENT_COLUMNS}
        rowKey={(row) => row.id}
        none={PERSON.noTransactions}
        all={allOf(id, 'transactions', PERSON.allTransactions)}
        retryTo={retryTo}
      />
      <PartList
        title={PERSON.purchases}
        list={parts.purchases}
        columns={PURCHASE_COLUMNS}
        rowKey={({ purchaseId }) => purchaseId}
        none={PERSON.noPurchases}
        all={allOf(id, 'purchases', PERSON.allPurchases)}
        retryTo={retryTo}
      />
      <PartList
        title={PERSON.commitments}
        list={parts.commitments}
        columns={COMMITMENT_COLUMNS}
        rowKey={(one) => one.id}
        none={PERSON.noCommitments}
        all={{ to: `${CONSOLE_PATHS.user(id)}/commitments`, name: PERSON.allCommitments }}
        retryTo={retryTo}
      />
    </>
  )
}

/** What people of KAI had to do with them. */
function Matters({ id, parts, retryTo }: PartsProps) {
  return (
    <>
      <PartList
        title={PERSON.cases}
        list={parts.cases}
        columns={CASE_COLUMNS}
        rowKey={(one) => one.id}
        none={PERSON.noCases}
        all={allOf(id, 'cases', PERSON.allCases)}
        retryTo={retryTo}
      />
      <PartList
        title={PERSON.adjustments}
        list={parts.adjustments}
        columns={ADJUSTMENT_COLUMNS}
        rowKey={(one) => one.id}
        none={PERSON.noAdjustments}
        all={allOf(id, 'adjustments', PERSON.allAdjustments)}
        retryTo={retryTo}
      />
    </>
  )
}

export { ErrorPage as ErrorBoundary }
