// The commitment that is on its way, among the own ones before the server has it: with what it
// leaves. A refusal or a lost answer takes it back, and the form says which.
import type { PredictionView } from '../../shared/api/predictions.ts'
import type { BalanceView } from '../../shared/api/wallet.ts'
import { useFormat } from '../lib/locale.ts'
import { useOnItsWay } from '../lib/optimistic.ts'
import { COMMIT } from '../words/commit.ts'
import { POSITION_NAMES } from '../words/states.ts'
import { Spinner } from './Icon.tsx'

interface PendingCommitmentProps {
  readonly prediction: Pick<PredictionView, 'id' | 'oddsBps'>
  /** null: the balance could not be read. */
  readonly balance: BalanceView | null
}

export function PendingCommitment({ prediction, balance }: PendingCommitmentProps) {
  const format = useFormat()
  const pending = useOnItsWay(prediction.id)
  if (!pending) return null
  const { side, stake } = pending
  const left = (balance?.availableTokens ?? 0) - stake
  const odds = format.odds(prediction.oddsBps[side])
  return (
    <section aria-label={COMMIT.busy} className="card sides p-4 sm:px-6" role="status">
      <p className="flex flex-wrap items-center gap-x-2">
        <span className={`side-dot side-dot-${side}`} aria-hidden="true" />
        <span className="font-semibold tabular-nums">
          {COMMIT.onItsWay(format.count(stake), POSITION_NAMES[side], odds)}
        </span>
        <span className="badge badge-wait ml-auto">
          <Spinner className="size-4" />
          {COMMIT.busy}
        </span>
      </p>
      {left >= 0 ? (
        <p className="sum mt-1 text-sm">
          <span className="text-soft">{COMMIT.after}</span>
          <data value={left} className="font-semibold tabular-nums">
            {format.tokens(left)}
          </data>
        </p>
      ) : null}
    </section>
  )
}
