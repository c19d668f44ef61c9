// A person's tokens before and after an act, as two bars on one scale, and as a table.
import type { Standing } from '../../lib/adjustment-effect.ts'
import { useFormat } from '../../lib/locale.ts'
import { BALANCE_CHANGE as WORDS } from '../../words/console-balance.ts'

interface BalanceChangeProps {
  readonly before: Standing
  readonly after: Standing
}

const PARTS = [
  { of: 'available', look: 'bar-one' },
  { of: 'committed', look: 'bar-two' },
  { of: 'owed', look: 'bar-owed' },
] as const
const WIDTH = 1000
// Thinner than this a part would vanish though it is not nothing.
const SLIVER = 8

export function BalanceChange({ before, after }: BalanceChangeProps) {
  const most = Math.max(1, sumOf(before), sumOf(after))
  return (
    <div className="grid gap-3">
      {(['now', 'after'] as const).map((when) => (
        <div key={when}>
          <p className="text-sm text-soft">{WORDS[when]}</p>
          <BalanceBar standing={when === 'now' ? before : after} most={most} when={WORDS[when]} />
        </div>
      ))}
      <Sums before={before} after={after} />
    </div>
  )
}

export const sumOf = ({ available, committed, owed }: Standing): number =>
  available + committed + owed

interface BalanceBarProps {
  readonly standing: Standing
  /** What the whole width is. */
  readonly most: number
  readonly when: string
}

export function BalanceBar({ standing, most, when }: BalanceBarProps) {
  const format = useFormat()
  const { available, committed, owed } = standing
  const label = WORDS.label(
    when,
    format.tokens(available),
    format.tokens(committed),
    format.tokens(owed),
  )
  let from = 0
  const parts = PARTS.map(({ of, look }) => {
    const share = Math.round((standing[of] / most) * WIDTH)
    const width = standing[of] > 0 ? Math.max(SLIVER, share) : 0
    const part = { look, from, width }
    from += width
    return part
  })
  return (
    <svg
      viewBox={`0 0 ${Math.max(WIDTH, from)} 28`}
      preserveAspectRatio="none"
      className="balance-bar"
      role="img"
      aria-label={label}
    >
      {parts.map((part) => (
        <rect key={part.look} x={part.from} width={part.width} height="28" className={part.look} />
      ))}
    </svg>
  )
}

function Sums({ before, after }: BalanceChangeProps) {
  const format = useFormat()
  return (
    <table className="sums balance-sums">
      <thead>
        <tr>
          <td />
          <th scope="col">{WORDS.now}</th>
          <th scope="col">{WORDS.after}</th>
        </tr>
      </thead>
      <tbody>
        {PARTS.map(({ of, look }) => (
          <tr key={of}>
            <th scope="row">
              <span className="inline-flex items-center gap-2">
                <svg viewBox="0 0 12 12" className="size-3" aria-hidden="true">
                  <rect width="12" height="12" rx="3" className={look} />
                </svg>
                {WORDS[of]}
              </span>
            </th>
            <td>{format.tokens(before[of])}</td>
            <td className={before[of] === after[of] ? undefined : 'font-semibold'}>
              {format.tokens(after[of])}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
