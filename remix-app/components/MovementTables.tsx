// The sums of one movement: where its tokens went, and what that changed.
import type { AccountName, TransactionStory } from '../../shared/api/wallet.ts'
import { useFormat } from '../lib/locale.ts'

interface PostingTableProps {
  readonly postings: TransactionStory['postings']
  readonly nameOf: (account: AccountName, end: 'from' | 'to') => string
  readonly words: Readonly<Record<'from' | 'to' | 'amount', string>>
}

export function PostingTable({ postings, nameOf, words }: PostingTableProps) {
  const format = useFormat()
  return (
    <table className="sums mt-2">
      <thead>
        <tr>
          <th scope="col">{words.from}</th>
          <th scope="col">{words.to}</th>
          <th scope="col">{words.amount}</th>
        </tr>
      </thead>
      <tbody>
        {postings.map(({ from, to, amount }) => (
          <tr key={`${from}-${to}`}>
            <td>{nameOf(from, 'from')}</td>
            <td>{nameOf(to, 'to')}</td>
            <td>{format.tokens(amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface Standing {
  readonly availableTokens: number
  readonly committedTokens: number
  readonly owedTokens: number
}

interface BalanceTableProps {
  readonly before: Standing
  readonly after: Standing
  readonly words: Readonly<Record<'before' | 'after' | 'available' | 'committed' | 'owed', string>>
}

export function BalanceTable({ before, after, words }: BalanceTableProps) {
  const format = useFormat()
  const rows = [
    [words.available, before.availableTokens, after.availableTokens],
    [words.committed, before.committedTokens, after.committedTokens],
    [words.owed, before.owedTokens, after.owedTokens],
  ] as const
  // Hardly anybody ever owes anything.
  const shown = rows.filter(([name, was, is]) => name !== words.owed || was !== 0 || is !== 0)
  return (
    <table className="sums mt-2">
      <thead>
        <tr>
          <td />
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(([name, was, is]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{format.tokens(was)}</td>
            <td className={was === is ? undefined : 'font-semibold'}>{format.tokens(is)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
