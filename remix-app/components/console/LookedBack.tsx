// How far back rows were looked for, where there may be more: what is filtered may be rare.
import type { AdminTransactionList } from '../../../shared/api/ledger.ts'
import { LEDGER } from '../../words/console-ledger.ts'
import { When } from './Facts.tsx'

type LookedBackProps = Pick<AdminTransactionList, 'searchedBackTo'>

export function LookedBack({ searchedBackTo }: LookedBackProps) {
  return searchedBackTo ? (
    <p className="mt-3 text-sm text-soft">
      {LEDGER.lookedBack}
      <When at={searchedBackTo} />. {LEDGER.moreMay}
    </p>
  ) : null
}
