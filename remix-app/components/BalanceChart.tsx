// The balance over the last rows, drawn on the server; it has its place before there is any.
import type { BalanceChart as Chart } from '../lib/balance-chart.server.ts'
import { useFormat } from '../lib/locale.ts'
import { CHART } from '../words/wallet.ts'

export function BalanceChart({ chart, note }: { chart: Chart | null | undefined; note: string }) {
  const format = useFormat()
  const since = chart && format.day(chart.since)
  const until = chart && format.day(chart.until)
  return (
    <figure className="chart">
      <figcaption className="chart-line">
        <span>{chart ? CHART.title(chart.rows) : null}</span>
        <span aria-hidden="true">{chart?.top}</span>
      </figcaption>
      <div className="chart-frame">
        {chart ? <Picture chart={chart} note={note} /> : null}
        {chart === null ? <p className="chart-empty">{CHART.empty}</p> : null}
      </div>
      <p className="chart-line" suppressHydrationWarning>
        {chart ? <time dateTime={chart.since}>{since}</time> : null}
        {chart && since !== until ? <time dateTime={chart.until}>{until}</time> : null}
      </p>
    </figure>
  )
}

function Picture({ chart, note }: { chart: Chart; note: string }) {
  const format = useFormat()
  const { first, last, low, high } = chart.totals
  const [a, b, c, d] = [first, last, low, high].map(format.tokens) as [
    string,
    string,
    string,
    string,
  ]
  return (
    <svg
      viewBox="0 0 1000 200"
      preserveAspectRatio="none"
      role="img"
      aria-label={`${CHART.summary(chart.rows, a, b, c, d)} ${note}`}
    >
      <path d={chart.total} className="chart-committed" />
      <path d={chart.available} className="chart-available" />
      <path d={chart.edge} className="chart-edge" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
