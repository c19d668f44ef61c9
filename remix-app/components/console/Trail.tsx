// The way of a row, downwards: what caused it, what it belongs to, the row, the balance after it.
import type { ReactNode } from 'react'
import type { AdminTransactionStory } from '../../../shared/api/ledger.ts'
import type { AccountName } from '../../../shared/api/wallet.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { useFormat } from '../../lib/locale.ts'
import { ACCOUNT_NAMES, TRAIL } from '../../words/console-ledger.ts'
import { CAUSES, REINSTATED, TYPE_NAMES } from '../../words/movements.ts'
import { Icon, type IconName } from '../Icon.tsx'
import { BalanceTable, PostingTable } from '../MovementTables.tsx'
import { Facts, Id } from './Facts.tsx'
import { BetStep, DecisionStep, EventsStep, PurchaseStep } from './TrailCauses.tsx'

export function Trail({ story }: { story: AdminTransactionStory }) {
  const { purchase, commitment, prediction, adjustment } = story
  return (
    <ol>
      {purchase ? <EventsStep story={story} /> : null}
      {purchase ? <PurchaseStep story={story} purchase={purchase} /> : null}
      {commitment || prediction ? <BetStep story={story} /> : null}
      {adjustment ? <DecisionStep adjustment={adjustment} /> : null}
      <RowStep story={story} />
      <Step name={TRAIL.balance} icon="wallet">
        <BalanceTable before={story.before} after={story.after} words={TRAIL} />
      </Step>
      <Onward story={story} />
    </ol>
  )
}

interface StepProps {
  readonly name: string
  readonly icon: IconName
  readonly children: ReactNode
}

export function Step({ name, icon, children }: StepProps) {
  return (
    <li className="trail-step">
      <span className="row-icon">
        <Icon name={icon} />
      </span>
      <div className="min-w-0">
        <h3 className="trail-name">{name}</h3>
        {children}
      </div>
    </li>
  )
}

function RowStep({ story }: { story: AdminTransactionStory }) {
  const format = useFormat()
  const { type, metadata, postings, id, seq, hash } = story
  const why = (type === 'reinstate' ? REINSTATED : CAUSES)[metadata.cause ?? '']
  return (
    <Step name={TRAIL.row} icon={type in TYPE_NAMES ? type : 'alert'}>
      <Facts
        facts={[
          [TRAIL.kind, TYPE_NAMES[type] ?? type],
          [TRAIL.why, why ?? metadata.cause],
          [TRAIL.number, format.tokens(seq)],
          [TRAIL.id, <Id key="id" id={id} />],
          [TRAIL.hash, <Id key="hash" id={hash} />],
        ]}
      />
      <PostingTable postings={postings} nameOf={nameOf} words={TRAIL} />
    </Step>
  )
}

const nameOf = (account: AccountName): string => ACCOUNT_NAMES[account] ?? account

function Onward({ story }: { story: AdminTransactionStory }) {
  const { olderId, newerId, reversesId, reversedById } = story
  const row = (id: string | null) => id && <Id id={id} to={CONSOLE_PATHS.transaction(id)} />
  return (
    <Step name={TRAIL.onward} icon="history">
      <Facts
        facts={[
          [TRAIL.undoes, row(reversesId)],
          [TRAIL.undoneBy, row(reversedById)],
          [TRAIL.older, row(olderId) ?? TRAIL.first],
          [TRAIL.newer, row(newerId) ?? TRAIL.last],
        ]}
      />
    </Step>
  )
}
