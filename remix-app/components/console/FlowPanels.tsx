// What moved, day by day: one small picture a kind, so that each keeps its own measure.
import type { RowType } from '../../../shared/api/wallet.ts'
import { plural } from '../../lib/format.ts'
import { useFormat } from '../../lib/locale.ts'
import type { OverviewView } from '../../lib/overview.server.ts'
import { OVERVIEW } from '../../words/console-overview.ts'
import { TYPE_NAMES } from '../../words/movements.ts'
import { Bars } from './Bars.tsx'
import { Panel } from './ConsolePage.tsx'
import { type Column, DataTable } from './DataTable.tsx'

type FlowPanelProps = Pick<OverviewView, 'flows' | 'days' | 'house'>

export function FlowPanel({ flows, days, house }: FlowPanelProps) {
  const format = useFormat()
  return (
    <Panel title={OVERVIEW.flows}>
      <div className="flows">
        {flows.map(({ type, tokens, rows, bars }) => (
          <Figure
            key={type}
            name={TYPE_NAMES[type]}
            value={format.tokens(tokens)}
            note={`${format.tokens(rows)} ${plural(rows, OVERVIEW.rows)}`}
          >
            <Bars bars={bars} label={OVERVIEW.flow(TYPE_NAMES[type], format.count(tokens))} />
          </Figure>
        ))}
        <Figure
          name={OVERVIEW.houseByDay}
          value={format.tokens(house.tokens)}
          note={OVERVIEW.houseText}
        >
          <Bars
            bars={house.bars}
            label={OVERVIEW.flow(OVERVIEW.houseByDay, format.count(house.tokens))}
          />
        </Figure>
      </div>
      <details className="mt-4">
        <summary className="link link-block">{OVERVIEW.numbers}</summary>
        <DataTable
          caption={OVERVIEW.table}
          columns={columnsFor(
            flows.map(({ type }) => type),
            format.tokens,
          )}
          rows={days.toReversed()}
          rowKey={({ day }) => day}
        />
      </details>
    </Panel>
  )
}

type Day = OverviewView['days'][number]

function columnsFor(
  types: readonly RowType[],
  write: (count: number) => string,
): [Column<Day>, ...Column<Day>[]] {
  return [
    { name: OVERVIEW.day, cell: ({ day }) => <time dateTime={day}>{day}</time> },
    ...types.map((type) => ({
      name: TYPE_NAMES[type],
      numeric: true,
      cell: (day: Day) => write(day.types[type].tokens),
    })),
    { name: OVERVIEW.house, numeric: true, cell: ({ moved }) => write(moved.houseTokens) },
  ]
}

interface FigureProps {
  readonly name: string
  readonly value: string
  readonly note: string
  readonly children: React.ReactNode
}

function Figure({ name, value, note, children }: FigureProps) {
  return (
    <figure>
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{name}</span>
        <span className="tabular-nums">{value}</span>
      </figcaption>
      {children}
      <p className="text-sm text-soft">{note}</p>
    </figure>
  )
}
