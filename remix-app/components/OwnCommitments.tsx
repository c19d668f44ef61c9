// What the viewer has committed to the prediction of the page.
import { Link } from '@remix-run/react'
import type { CommitmentList as Commitments } from '../../shared/api/predictions.ts'
import type { Section } from '../lib/api.server.ts'
import { CommitmentList } from './CommitmentList.tsx'
import { ProblemNotice } from './Notice.tsx'

interface OwnCommitmentsProps {
  readonly id: string
  readonly commitments: Section<Commitments>
}

export function OwnCommitments({ id, commitments }: OwnCommitmentsProps) {
  if (commitments.problem) {
    const { problem } = commitments
    const retryTo = `/predictions/${id}`
    return <ProblemNotice problem={problem} subject="Your commitments" retryTo={retryTo} />
  }
  const { items, nextCursor } = commitments.value
  if (items.length === 0) return null
  return (
    <section aria-labelledby="own-title" className="card">
      <h2 id="own-title" className="px-4 pt-5 sm:px-6">
        Your commitments here
      </h2>
      <CommitmentList items={items} named={false} />
      {nextCursor ? (
        <p className="px-4 pb-4 sm:px-6">
          <Link to="/wallet/commitments" className="link link-block">
            All your commitments
          </Link>
        </p>
      ) : null}
    </section>
  )
}
