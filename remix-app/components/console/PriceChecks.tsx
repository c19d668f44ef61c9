// Our prices beside Stripe's. Stripe is asked only when an admin wants to know: it takes a moment.
import { Link } from '@remix-run/react'
import type { Section } from '../../lib/api.server.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { plural } from '../../lib/format.ts'
import { useFormat } from '../../lib/locale.ts'
import type { PriceRow, PriceRows } from '../../lib/price-checks.server.ts'
import { PACKAGES, PRICES } from '../../words/console-packages.ts'
import { Badge } from '../Figures.tsx'
import { Notice, ProblemNotice } from '../Notice.tsx'
import { Panel } from './ConsolePage.tsx'
import { type Column, DataTable } from './DataTable.tsx'

interface PriceChecksProps {
  readonly prices: Section<PriceRows> | null
  /** Asks Stripe. */
  readonly askTo: string
}

export function PriceChecks({ prices, askTo }: PriceChecksProps) {
  return (
    <Panel title={PRICES.title} id="prices" note={PRICES.note}>
      {prices?.problem ? (
        <ProblemNotice problem={prices.problem} subject={PRICES.subject} retryTo={askTo} />
      ) : null}
      {prices?.value ? <Compared {...prices.value} /> : null}
      {prices?.problem ? null : (
        <Link to={askTo} preventScrollReset className="btn btn-quiet mt-2">
          {prices ? PRICES.again : PRICES.ask}
        </Link>
      )}
    </Panel>
  )
}

function Compared({ rows, differ, unchecked }: PriceRows) {
  const format = useFormat()
  const some = (count: number, words: Parameters<typeof plural>[1]) =>
    `${format.tokens(count)} ${plural(count, words)}`
  const agree = unchecked > 0 ? PRICES.askedAgree : PRICES.allAgree
  return (
    <div className="grid gap-3">
      <div role="status">
        <Notice
          tone={differ > 0 ? 'warn' : 'info'}
          title={differ > 0 ? PRICES.differ(some(differ, PRICES.packages)) : agree}
        >
          {differ > 0 || unchecked > 0 ? (
            <p>
              {differ > 0 ? PRICES.notSold : null}{' '}
              {unchecked > 0 ? PRICES.unchecked(some(unchecked, PRICES.left)) : null}
            </p>
          ) : null}
        </Notice>
      </div>
      <DataTable caption={PRICES.title} columns={COLUMNS} rows={rows} rowKey={({ id }) => id} />
    </div>
  )
}

const COLUMNS: readonly [Column<PriceRow>, ...Column<PriceRow>[]] = [
  {
    name: PACKAGES.package,
    cell: ({ name, stripePriceId, to }) => (
      <>
        <bdi className="block">{name}</bdi>
        {to ? (
          <a href={to} className="link row-link" title={PRICES.open} rel="noreferrer">
            <span className="font-mono text-xs break-all">{stripePriceId}</span>
          </a>
        ) : (
          <span className="font-mono text-xs break-all text-soft">{stripePriceId}</span>
        )}
      </>
    ),
  },
  { name: PRICES.here, numeric: true, cell: ({ here }) => here },
  { name: PRICES.stripe, numeric: true, cell: ({ stripe }) => stripe },
  { name: PRICES.state, cell: ({ state }) => state },
  { name: PRICES.difference, cell: (row) => <Difference {...row} /> },
]

function Difference({ id, name, isActive, difference, agrees, waits }: PriceRow) {
  if (agrees && !waits) return <Badge tone={isActive ? 'good' : 'quiet'} name={difference} />
  return (
    <span className="block">
      <span className={agrees || !isActive ? 'block' : 'block font-semibold text-bad'}>
        {difference}
      </span>
      <Link to={CONSOLE_PATHS.package(id)} className="link link-block">
        {PACKAGES.changeOf(name)}
      </Link>
    </span>
  )
}
