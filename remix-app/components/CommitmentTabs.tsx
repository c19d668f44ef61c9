// Commitments by what became of them.
import { Link } from '@remix-run/react'
import type { CommitmentStatus } from '../../shared/api/predictions.ts'
import { COMMITMENTS } from '../words/commitments.ts'
import { COMMITMENT_NAMES } from '../words/states.ts'

const STATUSES = Object.entries(COMMITMENT_NAMES)

export function CommitmentTabs({ status }: { status: CommitmentStatus | null }) {
  return (
    <nav aria-label={COMMITMENTS.states} className="tabs-fit no-print mt-5">
      <Tab to="/wallet/commitments" name={COMMITMENTS.all} here={status === null} />
      {STATUSES.map(([one, name]) => (
        <Tab key={one} to={`/wallet/commitments?status=${one}`} name={name} here={status === one} />
      ))}
    </nav>
  )
}

function Tab({ to, name, here }: { to: string; name: string; here: boolean }) {
  return (
    <Link to={to} aria-current={here ? 'page' : undefined} className="nav-link">
      {name}
    </Link>
  )
}
