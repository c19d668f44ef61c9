// Small pieces of text that carry a value: a time, an amount, a state.
import { useFormat } from '../lib/locale.ts'
import type { Tone } from '../lib/predictions.ts'
import { badgeOf, type PurchaseState } from '../lib/purchases.ts'

export function Time({ at, className }: { at: string; className?: string }) {
  const format = useFormat()
  return (
    <time dateTime={at} className={className} suppressHydrationWarning>
      {format.instant(at)}
    </time>
  )
}

export function TokenCount({ count }: { count: number }) {
  const format = useFormat()
  return <data value={count}>{format.count(count)}</data>
}

const LOOKS = { good: 'badge-good', wait: 'badge-wait', bad: 'badge-bad', quiet: '' } as const

export function Badge({ tone, name }: { tone: Tone; name: string }) {
  return <span className={`badge ${LOOKS[tone]}`}>{name}</span>
}

export function StatusBadge({ purchase }: { purchase: PurchaseState }) {
  const { name, tone } = badgeOf(purchase)
  return <Badge tone={tone} name={name} />
}
