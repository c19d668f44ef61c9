// What odds may cost the house, before they are saved: a table, and in it a picture of each figure.
import type { Odds, Position } from '../../../shared/api/predictions.ts'
import { POSITIONS } from '../../../shared/positions.ts'
import {
  type ExposureEffect,
  type ExposureLine,
  exposureEffect,
  type HouseResults,
  keptText,
} from '../../lib/exposure.ts'
import type { Format } from '../../lib/format.ts'
import { useFormat } from '../../lib/locale.ts'
import { EXPOSURE } from '../../words/console-predictions.ts'
import { Panel } from './ConsolePage.tsx'

interface ExposurePanelProps {
  readonly now: HouseResults
  /** null: it has none yet. */
  readonly saved: Odds | null
  readonly odds: Odds
}

export function ExposurePanel({ now, saved, odds }: ExposurePanelProps) {
  const format = useFormat()
  const effect = exposureEffect(now, saved, odds)
  const figures = effect.lines.flatMap(({ results }) => [results.yes, results.no])
  const most = Math.max(1, ...figures.map(Math.abs))
  return (
    <Panel title={EXPOSURE.heading} id="exposure" note={EXPOSURE.note}>
      <div className="exposure-box">
        <table className="exposure">
          <thead>
            <tr>
              <th scope="col">{EXPOSURE.next}</th>
              {POSITIONS.map((side) => (
                <th key={side} scope="col" className="exposure-figure">
                  {EXPOSURE.ifWins[side]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {effect.lines.map((line) => (
              <Line key={`${line.more} ${line.at}`} {...line} effect={effect} most={most} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-3 font-medium" aria-live="polite">
        {worst(effect, format)}
      </p>
      <Kept keeps={effect.keeps} />
    </Panel>
  )
}

type LineProps = ExposureLine & { readonly effect: ExposureEffect; readonly most: number }

function Line({ more, at, results, effect, most }: LineProps) {
  const format = useFormat()
  const isNew = effect.changed && at === 'new'
  return (
    <tr className={isNew ? 'exposure-new' : undefined}>
      <th scope="row">
        {more === 0 ? EXPOSURE.asIs : EXPOSURE.more(format.tokens(more))}
        {more > 0 && effect.changed ? (
          <span className="block text-sm text-soft">{EXPOSURE.at[at]}</span>
        ) : null}
      </th>
      {POSITIONS.map((side) => (
        <Figure key={side} side={side} results={results} most={most} />
      ))}
    </tr>
  )
}

const HALF = 500

interface FigureProps {
  readonly side: Position
  readonly results: HouseResults
  /** The longest of all bars. */
  readonly most: number
}

function Figure({ side, results, most }: FigureProps) {
  const format = useFormat()
  const result = results[side]
  const width = Math.round((Math.abs(result) / most) * HALF)
  return (
    <td className="exposure-figure">
      {signed(result, format)}
      <svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">
        <rect
          x={result < 0 ? HALF - width : HALF}
          width={width}
          height="16"
          className={result < 0 ? 'bar-owed' : 'bar-one'}
        />
        <path d="M500,0V16" className="bars-zero" vectorEffect="non-scaling-stroke" />
      </svg>
    </td>
  )
}

function Kept({ keeps }: { keeps: number }) {
  const look = keeps < 0 ? 'font-semibold text-bad' : 'text-soft'
  return <p className={`mt-1 ${look}`}>{keptText(keeps, useFormat())}</p>
}

function worst({ changed, worst: { saved, new: is } }: ExposureEffect, format: Format): string {
  const [before, then] = [signed(saved, format), signed(is, format)]
  return changed && saved !== is ? EXPOSURE.worstChanged(before, then) : EXPOSURE.worst(then)
}

function signed(tokens: number, format: Format): string {
  if (tokens === 0) return '0'
  return `${tokens < 0 ? '\u2212' : '+'}${format.tokens(Math.abs(tokens))}`
}
