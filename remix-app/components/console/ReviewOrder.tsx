// The order whose payments two people look at: in which state it is, and what that means.
import type { ReviewedPayment, ReviewView } from '../../../shared/api/reviews.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { useFormat } from '../../lib/locale.ts'
import { REVIEWS } from '../../words/console-reviews.ts'
import { StatusBadge } from '../Figures.tsx'
import { Panel } from './ConsolePage.tsx'
import { Facts, Id, When } from './Facts.tsx'

interface ReviewOrderProps {
  readonly review: ReviewView
  readonly payments: readonly ReviewedPayment[]
}

export function ReviewOrder({ review, payments }: ReviewOrderProps) {
  const format = useFormat()
  const { userId, status, misfit, priceUsdCents, createdAt, tokens, bonusTokens } = review
  const { refunding } = review
  const state = { status, failureReason: null, takenBack: 'none' } as const
  const ordered = format.count(tokens + bonusTokens)
  const [since = null] = payments.flatMap(({ flag }) => flag?.createdAt ?? []).sort()
  return (
    <Panel title={REVIEWS.order}>
      <p className="mb-4">
        <StatusBadge purchase={state} /> {REVIEWS.says[status] ?? REVIEWS.saysElse}
      </p>
      <Facts
        facts={[
          [REVIEWS.ordered, REVIEWS.became[status]?.(ordered) ?? ordered],
          [REVIEWS.price, format.usd(priceUsdCents)],
          [REVIEWS.misfit, misfit && (REVIEWS.misfits[misfit] ?? misfit)],
          [REVIEWS.person, <Id key="person" id={userId} to={CONSOLE_PATHS.user(userId)} />],
          [REVIEWS.since, <When key="since" at={createdAt} />],
          [REVIEWS.inReview, status === 'review' && since && <When at={since} />],
          [
            REVIEWS.returning,
            refunding && <Id id={refunding} to={CONSOLE_PATHS.refund(refunding)} />,
          ],
        ]}
      />
    </Panel>
  )
}
