// Right after committing: what was committed, at which odds, and what is left.
import { Link } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import type { CommitmentView } from '../../shared/api/predictions.ts'
import { useFormat } from '../lib/locale.ts'
import { POSITION_NAMES } from '../lib/predictions.ts'
import { Icon } from './Icon.tsx'

interface CommitReceiptProps {
  readonly commitment: CommitmentView
  readonly available: number | null
}

export function CommitReceipt({ commitment, available }: CommitReceiptProps) {
  const format = useFormat()
  const { id, tokensCommitted, position, oddsBps, potentialWinning, predictionId } = commitment
  const title = useRef<HTMLHeadingElement>(null)
  // The form it came from is gone, and the focus with it.
  useEffect(() => {
    if (id) title.current?.focus()
  }, [id])
  const facts = [
    ['Side', POSITION_NAMES[position]],
    ['Tokens', format.tokens(tokensCommitted)],
    ['Odds', format.odds(oddsBps)],
    [`If ${POSITION_NAMES[position]} is right`, format.count(potentialWinning)],
    ['Available now', available === null ? '–' : format.tokens(available)],
  ]
  return (
    <section aria-labelledby="receipt-title" className="card p-5 sm:p-6" role="status">
      <span className="badge badge-good mb-3 size-12 justify-center p-0" aria-hidden="true">
        <Icon name="check" className="size-6" />
      </span>
      <h2 id="receipt-title" ref={title} tabIndex={-1} className="outline-none">
        {format.count(tokensCommitted)} committed to {POSITION_NAMES[position]}
      </h2>
      <dl className="mt-3">
        {facts.map(([name, value]) => (
          <div key={name} className="sum border-b border-line last:border-0">
            <dt className="text-soft">{name}</dt>
            <dd className="font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Link to="/wallet/history" className="btn btn-quiet">
          See it in your history
        </Link>
        <Link to={`/predictions/${predictionId}`} className="link link-block">
          Commit more
        </Link>
      </div>
    </section>
  )
}
