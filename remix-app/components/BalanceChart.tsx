// The balance over the last rows, drawn on the server; it has its place before there is any.
import type { BalanceChart as Chart } from '../lib/balance-chart.server.ts'
import { useFormat } from '../lib/locale.ts'
import { CHART, WALLET } from '../words/wallet.ts'
import { Time } from './Figures.tsx'

export function BalanceChart({ chart }: { chart: Chart | null | undefined }) {
  const format = useFormat()
  const since = chart && format.day(chart.since)
  const until = chart && format.day(chart.until)
  return (
    <figure className="chart">
      <figcaption className="chart-line">
        <span>{chart?.title}</span>
        <span aria-hidden="true">{chart?.top}</span>
      </figcaption>
      <div className="chart-frame">
        {chart ? <Picture {...chart} /> : null}
        {chart === null ? <p className="chart-empty">{CHART.empty}</p> : null}
      </div>
      {chart ? (
        <details>
          <summary className="chart-line" suppressHydrationWarning>
            <time dateTime={chart.since}>{since}</time>
            <span className="link">{CHART.table}</span>
            {since === until ? null : <time dateTime={chart.until}>{until}</time>}
          </summary>
          <div className="chart-numbers">
            <Table rows={chart.table} />
          </div>
        </details>
      ) : (
        <p className="chart-line" />
      )}
    </figure>
  )
}

function Table({ rows }: { rows: Chart['table'] }) {
  return (
    <table className="sums text-sm" aria-label={CHART.caption}>
      <thead>
        <tr>
          <th scope="col">{CHART.when}</th>
          <th scope="col">{WALLET.available}</th>
          <th scope="col">{WALLET.committed}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ at, available, committed }) => (
          <tr key={at}>
            <td>
              <Time at={at} />
            </td>
            <td>{available}</td>
            <td>{committed}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Picture({ box, label, total, available, edge }: Chart) {
  return (
    <svg viewBox={box} preserveAspectRatio="none" role="img" aria-label={label}>
      <path d={total} className="chart-committed" />
      <path d={available} className="chart-available" />
      <path d={edge} className="chart-edge" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
