// Tokens and dollars in tables, whose headings say which.
import { useFormat } from '../../lib/locale.ts'

export function Tokens({ count }: { count: number }) {
  const format = useFormat()
  return <data value={count}>{format.tokens(count)}</data>
}

export function Usd({ cents }: { cents: number }) {
  const format = useFormat()
  return <data value={cents / 100}>{format.usd(cents)}</data>
}
