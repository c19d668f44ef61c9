// The report as text. Times are for information: they say more about the machine than about us.
import type { LoadReport } from './purchases.ts'

export function printed({ users, seconds, bought, facts, violations }: LoadReport): string {
  const started = bought.map(({ startedMs }) => startedMs)
  const credited = bought.map(({ creditedMs }) => creditedMs)
  const { refused, webhooks, books } = facts
  const rows: [string, string][] = [
    ['users', String(users)],
    ['orders credited', String(books.orders.filter((o) => o.status === 'credited').length)],
    ['seconds', seconds.toFixed(1)],
    ['429 from Stripe', String(refused)],
    ['429 and 503 to users', String(bought.reduce((sum, each) => sum + each.refusals, 0))],
    ['webhooks sent again', `${webhooks.again} of ${webhooks.events}`],
    ['start, p50 / p95 ms', quantiles(started)],
    ['payment to tokens, p50 / p95 ms', quantiles(credited)],
    ...Object.entries(facts.calls).flatMap(([service, calls]) =>
      Object.entries(calls).map(([name, n]): [string, string] => [`${service} ${name}`, String(n)]),
    ),
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const table = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`)
  const verdict =
    violations.length === 0
      ? ['Every paid order was credited once; the books agree with Stripe.']
      : [`${violations.length} violations:`, ...violations]
  return [...table, '', ...verdict].join('\n')
}

function quantiles(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0)
  return `${at(0.5)} / ${at(0.95)}`
}
