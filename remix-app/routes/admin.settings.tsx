// What is in force, and who may change things.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { SettingsView } from '../../shared/api/console.ts'
import { AdminsPanel } from '../components/console/AdminsPanel.tsx'
import { ConsolePage, Panel } from '../components/console/ConsolePage.tsx'
import { type Fact, Facts } from '../components/console/Facts.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Badge } from '../components/Figures.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { callApi, requireAdmin, section } from '../lib/api.server.ts'
import type { Place } from '../lib/console-places.server.ts'
import { plural } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'
import { UNITS } from '../words/common.ts'
import { CONSOLE } from '../words/console.ts'
import { SETTINGS } from '../words/console-settings.ts'

export const meta = () => [{ title: CONSOLE.titleOf(SETTINGS.title) }]

export const handle = { place: { group: 'system', name: SETTINGS.title, order: 2 } satisfies Place }

const PATH = '/admin/settings'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  return { settings: section(await callApi<SettingsView>(visit, '/api/admin/settings')) }
}

export default function SettingsPage() {
  const { settings } = useLoaderData<typeof loader>()
  return (
    <ConsolePage title={SETTINGS.title} note={SETTINGS.note}>
      {settings.problem ? (
        <ProblemNotice problem={settings.problem} subject={SETTINGS.subject} retryTo={PATH} />
      ) : (
        <>
          <Where {...settings.value} />
          <div className="console-halves">
            <Bounds {...settings.value} />
            <div className="grid content-start">
              <Rates {...settings.value} />
            </div>
          </div>
          <AdminsPanel {...settings.value} />
        </>
      )}
    </ConsolePage>
  )
}

function Where(all: SettingsView) {
  const { mode, maintenance, projectId, firestoreRegion, colo, deployment } = all
  return (
    <Panel title={SETTINGS.where}>
      <Facts
        facts={[
          [
            SETTINGS.mode,
            <Badge
              key="mode"
              tone={mode === 'live' ? 'good' : 'wait'}
              name={SETTINGS.modes[mode]}
            />,
          ],
          [
            SETTINGS.maintenance,
            maintenance ? <Badge key="on" tone="bad" name={SETTINGS.on} /> : SETTINGS.off,
          ],
          [SETTINGS.project, projectId],
          [SETTINGS.region, firestoreRegion ?? SETTINGS.regionUnset],
          [SETTINGS.colo, colo ?? SETTINGS.coloUnknown],
          [SETTINGS.deployment, deployment ?? SETTINGS.deploymentUnknown],
        ]}
      />
    </Panel>
  )
}

function Bounds({ caps, waits, retention }: SettingsView) {
  const format = useFormat()
  const { amountTokens, adjustmentTokens, openOrders, exportRows, payoutCorrectionDays } = caps
  const of = (count: number, unit: keyof typeof UNITS) =>
    `${format.tokens(count)} ${plural(count, UNITS[unit])}`
  const groups: readonly (readonly [string, readonly Fact[]])[] = [
    [
      SETTINGS.caps,
      [
        [SETTINGS.cap.amount, format.count(amountTokens)],
        [SETTINGS.cap.adjustment, format.count(adjustmentTokens)],
        [SETTINGS.cap.second, format.count(caps.resolveSecondAdminTokens)],
        [SETTINGS.cap.orders, format.tokens(openOrders)],
        [SETTINGS.cap.rows, format.tokens(exportRows)],
      ],
    ],
    [
      SETTINGS.waits,
      [
        [SETTINGS.checkout, of(waits.checkoutMinutes, 'minute')],
        [SETTINGS.proposal, of(waits.adjustmentDays, 'day')],
        [SETTINGS.cap.correction, of(payoutCorrectionDays, 'day')],
      ],
    ],
    [
      SETTINGS.kept,
      [
        [SETTINGS.events, of(retention.stripeEventDays, 'day')],
        [SETTINGS.keys, of(retention.idempotencyDays, 'day')],
        [SETTINGS.ledger, SETTINGS.forGood],
      ],
    ],
  ]
  return (
    <div className="grid content-start gap-5">
      {groups.map(([name, facts]) => (
        <Panel key={name} title={name}>
          <Facts facts={facts} />
        </Panel>
      ))}
    </div>
  )
}

function Rates({ rateLimits }: Pick<SettingsView, 'rateLimits'>) {
  const format = useFormat()
  return (
    <Panel title={SETTINGS.rates} note={SETTINGS.ratesNote}>
      <dl>
        {Object.entries(rateLimits).map(([name, count]) => (
          <div key={name} className="sum">
            <dt>{SETTINGS.rate[name] ?? name}</dt>
            <dd className="tabular-nums">{format.tokens(count)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

export { ErrorPage as ErrorBoundary }
