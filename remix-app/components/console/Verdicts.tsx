// What the books say of a row at this moment: each verdict in words, and one over all.
import type { AdminTransactionStory } from '../../../shared/api/ledger.ts'
import { TRAIL } from '../../words/console-ledger.ts'
import { Badge } from '../Figures.tsx'
import { Icon } from '../Icon.tsx'
import { Panel } from './ConsolePage.tsx'

type Chain = AdminTransactionStory['chain']
const NAMES = ['hash', 'sums', 'link', 'next'] as const satisfies readonly (keyof Chain)[]

export function Verdicts({ chain }: { chain: Chain }) {
  const isWhole = NAMES.every((name) => chain[name])
  return (
    <Panel title={isWhole ? TRAIL.whole : TRAIL.broken} note={TRAIL.verified}>
      <Badge tone={isWhole ? 'good' : 'bad'} name={isWhole ? TRAIL.good : TRAIL.bad} />
      <ul className="verdicts mt-3">
        {NAMES.map((name) => (
          <li key={name} className={`verdict verdict-${chain[name] ? 'good' : 'bad'}`}>
            <Icon name={chain[name] ? 'check' : 'alert'} />
            <span>{TRAIL.verdicts[name][chain[name] ? 0 : 1]}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
