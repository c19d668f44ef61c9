// What an owner must know before trying: paused purchases or bets, and tokens owed.
import type { BalanceView } from '../../shared/api/wallet.ts'
import { useFormat } from '../lib/locale.ts'
import { Notice } from './Notice.tsx'

const PAUSES = {
  purchases: {
    title: 'Purchases are paused',
    text: 'The tokens you have stay yours and can be committed.',
  },
  commitments: {
    title: 'Commitments are paused',
    text: 'The tokens you have stay yours. Open commitments are settled as usual.',
  },
  all: {
    title: 'This wallet is paused',
    text: 'Nothing can be bought or committed. Tokens and open commitments stay yours.',
  },
} as const

export function RestrictionNotice({ balance }: { balance: BalanceView }) {
  const format = useFormat()
  const { restriction, owedTokens } = balance
  if (restriction === 'none' && owedTokens === 0) return null
  return (
    <div className="flex flex-col gap-3">
      {restriction === 'none' ? null : (
        <Notice tone="warn" title={PAUSES[restriction].title}>
          <p>{PAUSES[restriction].text} Contact KAI support to lift the pause.</p>
        </Notice>
      )}
      {owedTokens > 0 ? (
        <Notice tone="warn" title={`You owe ${format.count(owedTokens)}`}>
          <p>
            A payment or a result was taken back after its tokens were used. The next tokens you
            buy, win or get back repay this first; nothing else is asked of you.
          </p>
        </Notice>
      ) : null}
    </div>
  )
}
