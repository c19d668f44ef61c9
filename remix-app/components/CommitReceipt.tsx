// What was committed, at which odds, and what is left: right after it, and at its own address.
import { Link } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import type { CommitmentView } from '../../shared/api/predictions.ts'
import { useFormat } from '../lib/locale.ts'
import { COMMIT, RECEIPT } from '../words/commit.ts'
import { COMMITMENT_NAMES, POSITION_NAMES } from '../words/states.ts'
import { Time } from './Figures.tsx'
import { Icon } from './Icon.tsx'
import { ShareButton } from './ShareButton.tsx'

interface CommitReceiptProps {
  readonly commitment: CommitmentView
  /** Of the prediction. */
  readonly title: string
  readonly available: number | null
  readonly isOpen: boolean
}

export function CommitReceipt({ commitment, title, available, isOpen }: CommitReceiptProps) {
  const format = useFormat()
  const { id, tokensCommitted, position, predictionId, oddsBps } = commitment
  const name = POSITION_NAMES[position]
  const heading = useRef<HTMLHeadingElement>(null)
  // The form it came from is gone, and the focus with it.
  useEffect(() => {
    if (id) heading.current?.focus()
  }, [id])
  const path = `/predictions/${predictionId}`
  return (
    <section aria-labelledby="receipt-title" className="card p-5 sm:p-6" role="status">
      <span className="badge badge-good mb-3 size-12 justify-center p-0" aria-hidden="true">
        <Icon name="check" className="size-6" />
      </span>
      <h2 id="receipt-title" ref={heading} tabIndex={-1} className="outline-none">
        {RECEIPT.title(format.count(tokensCommitted), name)}
      </h2>
      <Facts commitment={commitment} available={available} />
      <div className="no-print mt-4 grid grid-cols-2 gap-3">
        <button type="button" className="btn btn-quiet needs-script" onClick={() => window.print()}>
          {RECEIPT.print}
        </button>
        <ShareButton
          path={path}
          title={title}
          text={RECEIPT.shareText(name, format.odds(oddsBps))}
        />
      </div>
      <div className="no-print mt-2 flex flex-wrap gap-x-5">
        {isOpen ? (
          <Link to={path} className="link link-block">
            {RECEIPT.more}
          </Link>
        ) : null}
        <Link to="/wallet/history" className="link link-block">
          {RECEIPT.history}
        </Link>
      </div>
    </section>
  )
}

function Facts({ commitment, available }: Pick<CommitReceiptProps, 'commitment' | 'available'>) {
  const format = useFormat()
  const { id, tokensCommitted, position, oddsBps, potentialWinning, status } = commitment
  const { facts } = RECEIPT
  const name = POSITION_NAMES[position]
  const rows = [
    [facts.side, name],
    [facts.stake, format.tokens(tokensCommitted)],
    [facts.odds, format.odds(oddsBps)],
    status === 'active'
      ? [RECEIPT.ifRight(name), format.count(potentialWinning)]
      : [facts.result, RECEIPT.returned(COMMITMENT_NAMES[status], format.count(commitment.payout))],
    [facts.available, available === null ? COMMIT.nothing : format.tokens(available)],
  ]
  return (
    <dl className="mt-3">
      {rows.map(([term, value]) => (
        <div key={term} className="sum border-b border-line">
          <dt className="text-soft">{term}</dt>
          <dd className="font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
      <div className="sum border-b border-line">
        <dt className="text-soft">{facts.at}</dt>
        <dd className="font-semibold">
          <Time at={commitment.committedAt} />
        </dd>
      </div>
      <div className="sum">
        <dt className="text-soft">{facts.id}</dt>
        <dd className="font-mono text-xs break-all">{id}</dd>
      </div>
    </dl>
  )
}
