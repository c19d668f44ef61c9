// What a row came of: Stripe's events and a purchase, a commitment and its prediction, or what two
// admins decided.
import type { AdminTransactionStory } from '../../../shared/api/ledger.ts'
import { CONSOLE_PATHS, pathOfHit } from '../../lib/console-paths.ts'
import { useFormat } from '../../lib/locale.ts'
import { DISPUTES, TRAIL } from '../../words/console-ledger.ts'
import { OUTCOME_NAMES, POSITION_NAMES, STATUS_NAMES } from '../../words/states.ts'
import { StatusBadge } from '../Figures.tsx'
import { type Column, DataTable } from './DataTable.tsx'
import { Facts, Id, When } from './Facts.tsx'
import { Step } from './Trail.tsx'

type Story = AdminTransactionStory
type Event = Story['events'][number]

/** Stripe's own ids have no page: the search says what they belong to. */
const searchPath = (id: string): string => `/admin/search?q=${encodeURIComponent(id)}`

const EVENT_COLUMNS: readonly [Column<Event>, ...Column<Event>[]] = [
  { name: TRAIL.event, cell: ({ type }) => type },
  { name: TRAIL.object, cell: ({ objectId }) => <Id id={objectId} to={searchPath(objectId)} /> },
  { name: TRAIL.at, cell: ({ createdAt }) => <When at={createdAt} /> },
]

export function EventsStep({ story: { events } }: { story: Story }) {
  return (
    <Step name={TRAIL.told} icon="receipt">
      {events.length > 0 ? (
        <DataTable
          caption={TRAIL.told}
          columns={EVENT_COLUMNS}
          rows={events}
          rowKey={({ id }) => id}
        />
      ) : (
        <p className="text-soft">{TRAIL.toldNothing}</p>
      )}
    </Step>
  )
}

interface PurchaseStepProps {
  readonly story: Story
  readonly purchase: NonNullable<Story['purchase']>
}

export function PurchaseStep({ story: { refunds, cases }, purchase }: PurchaseStepProps) {
  const format = useFormat()
  const { purchaseId, packageName, priceUsdCents, chargedCents, refundedCents } = purchase
  const { withdrawnCents, sessionId, paymentIntentId, dispute } = purchase
  const cents = (count: number) => (count === 0 ? null : format.usd(count))
  const links = (kind: 'refund' | 'case', all: readonly { readonly id: string }[]) =>
    all.length > 0
      ? all.map(({ id }) => (
          <div key={id}>
            <Id id={id} to={pathOfHit({ kind, id })} />
          </div>
        ))
      : null
  return (
    <Step name={TRAIL.order} icon="purchase">
      <div className="mb-3">
        <StatusBadge purchase={purchase} />
      </div>
      <Facts
        facts={[
          [TRAIL.package, packageName],
          [TRAIL.price, format.usd(priceUsdCents)],
          [TRAIL.charged, cents(chargedCents)],
          [TRAIL.refunded, cents(refundedCents)],
          [TRAIL.withdrawn, cents(withdrawnCents)],
          [TRAIL.dispute, DISPUTES[dispute]],
          [
            TRAIL.purchase,
            <Id key="own" id={purchaseId} to={CONSOLE_PATHS.purchase(purchaseId)} />,
          ],
          [TRAIL.session, sessionId && <Id id={sessionId} to={searchPath(sessionId)} />],
          [
            TRAIL.payment,
            paymentIntentId && <Id id={paymentIntentId} to={searchPath(paymentIntentId)} />,
          ],
          [TRAIL.refunds, links('refund', refunds)],
          [TRAIL.cases, links('case', cases)],
        ]}
      />
    </Step>
  )
}

export function BetStep({ story }: { story: Story }) {
  const format = useFormat()
  const { commitment, prediction, predictionId, resolutionVersion, metadata } = story
  const { position, oddsBps } = metadata
  const terms =
    position && oddsBps ? TRAIL.terms(POSITION_NAMES[position], format.odds(oddsBps)) : null
  const result = prediction?.outcome ? OUTCOME_NAMES[prediction.outcome] : null
  return (
    <Step name={TRAIL.bet} icon="predictions">
      <p className="mb-3 wrap-anywhere">{prediction?.title ?? metadata.predictionTitle}</p>
      <Facts
        facts={[
          [TRAIL.side, terms],
          [TRAIL.result, result ?? (prediction ? STATUS_NAMES[prediction.status] : null)],
          [TRAIL.resolution, resolutionVersion],
          [
            TRAIL.prediction,
            predictionId && <Id id={predictionId} to={CONSOLE_PATHS.prediction(predictionId)} />,
          ],
          [
            TRAIL.commitment,
            commitment && <Id id={commitment.id} to={searchPath(commitment.id)} />,
          ],
        ]}
      />
    </Step>
  )
}

export function DecisionStep({ adjustment }: { adjustment: NonNullable<Story['adjustment']> }) {
  const { id, text, proposedBy, decidedBy } = adjustment
  const person = (uid: string | null) => uid && <Id id={uid} to={CONSOLE_PATHS.user(uid)} />
  return (
    <Step name={TRAIL.decision} icon="adjustment">
      <Facts
        facts={[
          [TRAIL.adjustment, <Id key="own" id={id} to={CONSOLE_PATHS.adjustment(id)} />],
          [TRAIL.reason, text],
          [TRAIL.proposedBy, person(proposedBy)],
          [TRAIL.decidedBy, person(decidedBy)],
        ]}
      />
    </Step>
  )
}
