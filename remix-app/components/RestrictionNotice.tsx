// What an owner must know before trying: paused purchases or bets, and tokens owed.
import type { BalanceView } from '../../shared/api/wallet.ts'
import { useFormat } from '../lib/locale.ts'
import { RESTRICTED } from '../words/wallet.ts'
import { Notice } from './Notice.tsx'

export function RestrictionNotice({ balance }: { balance: BalanceView }) {
  const format = useFormat()
  const { restriction, owedTokens } = balance
  if (restriction === 'none' && owedTokens === 0) return null
  return (
    <div className="flex flex-col gap-3">
      {restriction === 'none' ? null : (
        <Notice tone="warn" title={RESTRICTED[restriction].title}>
          <p>
            {RESTRICTED[restriction].text} {RESTRICTED.contact}
          </p>
        </Notice>
      )}
      {owedTokens > 0 ? (
        <Notice tone="warn" title={RESTRICTED.owes(format.count(owedTokens))}>
          <p>{RESTRICTED.owesText}</p>
        </Notice>
      ) : null}
    </div>
  )
}
