// What the viewer holds in the prediction of the page, by side, and each commitment by itself.
import { Link } from '@remix-run/react'
import type { CommitmentList as Commitments, CommitmentView } from '../../shared/api/predictions.ts'
import type { Section } from '../lib/api.server.ts'
import { useFormat } from '../lib/locale.ts'
import { positionIn, type SidePosition } from '../lib/position.ts'
import { POSITION } from '../words/predictions.ts'
import { POSITION_NAMES } from '../words/states.ts'
import { CommitmentList } from './CommitmentList.tsx'
import { ProblemNotice } from './Notice.tsx'

interface OwnCommitmentsProps {
  readonly id: string
  readonly commitments: Section<Commitments>
}

export function OwnCommitments({ id, commitments }: OwnCommitmentsProps) {
  const format = useFormat()
  if (commitments.problem) {
    const { problem } = commitments
    const retryTo = `/predictions/${id}`
    return <ProblemNotice problem={problem} subject={POSITION.subject} retryTo={retryTo} />
  }
  const { items, nextCursor } = commitments.value
  if (items.length === 0) return null
  return (
    <section aria-labelledby="own-title" className="card">
      <h2 id="own-title" className="px-4 pt-5 sm:px-6">
        {POSITION.title}
      </h2>
      <Sides items={items} />
      <CommitmentList items={items} named={false} />
      {nextCursor ? (
        <p className="px-4 pb-4 text-sm text-soft sm:px-6">
          {POSITION.newest(format.tokens(items.length))}{' '}
          <Link to="/wallet/commitments" className="link link-block">
            {POSITION.all}
          </Link>
        </p>
      ) : null}
    </section>
  )
}

function Sides({ items }: { items: readonly CommitmentView[] }) {
  const held = positionIn(items)
  if (held.length === 0) return null
  return (
    <div className="sides mx-4 mt-3 grid gap-3 sm:mx-6 sm:grid-cols-2">
      {held.map((one) => (
        <Side key={one.side} held={one} />
      ))}
    </div>
  )
}

function Side({ held: { side, stake, averageBps, winning, count } }: { held: SidePosition }) {
  const format = useFormat()
  const name = POSITION_NAMES[side]
  return (
    <div className="rounded-xl bg-sunken p-4">
      <p className="flex items-center gap-2 font-semibold tabular-nums">
        <span className={`side-dot side-dot-${side}`} aria-hidden="true" />
        {POSITION.on(format.count(stake), name)}
      </p>
      <dl className="mt-1 text-sm">
        <div className="sum py-0.5">
          <dt className="text-soft">{count > 1 ? POSITION.average : POSITION.odds}</dt>
          <dd className="font-semibold tabular-nums">{format.odds(averageBps)}</dd>
        </div>
        <div className="sum py-0.5">
          <dt className="text-soft">{POSITION.ifRight(name)}</dt>
          <dd className="font-semibold tabular-nums">{format.count(winning)}</dd>
        </div>
      </dl>
    </div>
  )
}
