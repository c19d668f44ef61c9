// One person: account, wallet and own limits, as values.
import type { UserAdminView, UserSummary } from '../../../shared/api/users.ts'
import { standingOf } from '../../lib/adjustment-effect.ts'
import type { Format } from '../../lib/format.ts'
import { useFormat } from '../../lib/locale.ts'
import { PEOPLE, PERSON } from '../../words/console-people.ts'
import { Badge } from '../Figures.tsx'
import { Tokens } from './Amounts.tsx'
import { BalanceBar, sumOf } from './BalanceChange.tsx'
import { Panel } from './ConsolePage.tsx'
import { Facts, When } from './Facts.tsx'

type Restricted = Pick<UserSummary, 'restriction' | 'state'>

/** What they may not do, or that nothing is the matter. */
export function Restriction({ restriction, state }: Restricted) {
  if (state !== 'active') return <Badge tone="quiet" name={PEOPLE.states[state]} />
  const tone = restriction === 'none' ? 'good' : 'bad'
  return <Badge tone={tone} name={PEOPLE.restrictions[restriction]} />
}

interface WalletProps {
  readonly person: UserAdminView
  /** null: can't be told just now. */
  readonly account: UserSummary | null
}

export function WalletPanel({ person, account }: WalletProps) {
  const { balance } = person
  const standing = standingOf(balance)
  return (
    <Panel title={PERSON.wallet}>
      <div className="mb-4">
        <BalanceBar standing={standing} most={Math.max(1, sumOf(standing))} when={PERSON.wallet} />
      </div>
      <Facts
        facts={[
          [PEOPLE.available, <Tokens key="a" count={standing.available} />],
          [PEOPLE.committed, <Tokens key="c" count={standing.committed} />],
          [PERSON.total, <Tokens key="t" count={balance.totalTokens} />],
          [PEOPLE.owed, <Tokens key="o" count={standing.owed} />],
          [PEOPLE.restriction, <Restriction key="r" {...person} />],
          [PERSON.breakUntil, balance.excludedUntil && <When at={balance.excludedUntil} />],
          [PERSON.earned, <Tokens key="e" count={balance.totalEarned} />],
          [PERSON.spent, <Tokens key="s" count={balance.totalSpent} />],
          [PERSON.movements, <Tokens key="v" count={balance.version} />],
          [PEOPLE.lastMovement, <When key="l" at={balance.lastUpdated} />],
          [PEOPLE.signIn, account && PEOPLE.signIns[account.signIn]],
          [PEOPLE.account, PEOPLE.states[person.state]],
        ]}
      />
    </Panel>
  )
}

export function LimitsPanel({ limits }: Pick<UserAdminView, 'limits'>) {
  const format = useFormat()
  const { today, wished } = limits
  const bought = usedOf(today.purchasedUsdCents, limits.purchaseUsdCentsPerDay, format.usd)
  const committed = usedOf(today.committedTokens, limits.commitTokensPerDay, format.count)
  return (
    <Panel title={PERSON.limits} note={PERSON.limitsNote}>
      <Facts
        facts={[
          [PERSON.purchasesPerDay, bought],
          [PERSON.commitmentsPerDay, committed],
          [PERSON.breakUntil, limits.excludedUntil && <When at={limits.excludedUntil} />],
          [PERSON.wishedAt, wished && <When at={wished.startsAt} />],
        ]}
      />
    </Panel>
  )
}

function usedOf(used: number, cap: number | null, format: Format['usd']): string {
  return cap === null ? PERSON.noLimit(format(used)) : PERSON.perDay(format(used), format(cap))
}
