// How many tokens: typed, stepped, or one of the usual amounts. The field itself is plain; scripts
// only press its keys.
import { Link } from '@remix-run/react'
import { useRef } from 'react'
import { useFormat } from '../lib/locale.ts'
import { stepped, usualFrom } from '../lib/stake.ts'
import { COMMIT } from '../words/commit.ts'
import { Icon } from './Icon.tsx'

interface StakeFieldProps {
  readonly initial: string
  readonly min: number
  readonly max: number
  /** By the own limits. */
  readonly isLimited: boolean
  /** What could be committed at most; null when it isn't known. */
  readonly affordable: number | null
  readonly error: string | null
  readonly onChange: () => void
}

export function StakeField(props: StakeFieldProps) {
  const { initial, min, max, isLimited, error, onChange } = props
  const format = useFormat()
  const input = useRef<HTMLInputElement>(null)
  const usual = usualFrom(min)
  const step = usual[0] ?? min
  const set = (count: number) => {
    if (!input.current) return
    input.current.value = String(Math.max(min, Math.min(max, count)))
    onChange()
  }
  const press = (by: number) => set(stepped(Number(input.current?.value || 0), by))
  return (
    <div className="mt-5">
      <label htmlFor="stake" className="py-1 font-medium">
        {COMMIT.stake}
      </label>
      <div className="stepper mt-1">
        <Step icon="minus" name={COMMIT.fewer(format.tokens(step))} onPress={() => press(-step)} />
        <input
          ref={input}
          id="stake"
          name="stake"
          type="number"
          inputMode="numeric"
          required
          min={min}
          max={max}
          step={1}
          defaultValue={initial}
          autoComplete="off"
          className="input"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'stake-hint stake-error' : 'stake-hint'}
        />
        <Step icon="plus" name={COMMIT.more(format.tokens(step))} onPress={() => press(step)} />
      </div>
      {error ? (
        <p id="stake-error" className="mt-1 text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
      <Amounts {...props} usual={usual} onPress={set} />
      <Range min={min} max={max} isLimited={isLimited} />
    </div>
  )
}

function Range({ min, max, isLimited }: Pick<StakeFieldProps, 'min' | 'max' | 'isLimited'>) {
  const format = useFormat()
  return (
    <>
      <p id="stake-hint" className="mt-2 text-sm text-soft">
        {COMMIT.range(format.tokens(min), format.tokens(max))}
        {isLimited ? ` ${COMMIT.leftToday(format.count(max))}.` : null}
      </p>
      {isLimited ? (
        <Link to="/account#limits" className="link link-block text-sm">
          {COMMIT.limits}
        </Link>
      ) : null}
    </>
  )
}

interface AmountsProps extends Pick<StakeFieldProps, 'min' | 'max' | 'affordable'> {
  readonly usual: readonly number[]
  readonly onPress: (count: number) => void
}

/** More than somebody has may be chosen: then the way to buy the rest is shown. */
function Amounts({ usual, min, max, affordable, onPress }: AmountsProps) {
  const format = useFormat()
  const most = Math.min(max, affordable ?? max)
  return (
    <div className="amounts needs-script mt-2">
      {usual.map((count) => (
        <Amount
          key={count}
          name={format.tokens(count)}
          off={count > max}
          onPress={() => onPress(count)}
        />
      ))}
      <Amount name={COMMIT.max} off={most < min} onPress={() => onPress(most)} />
    </div>
  )
}

interface StepProps {
  readonly icon: 'plus' | 'minus'
  readonly name: string
  readonly onPress: () => void
}

function Step({ icon, name, onPress }: StepProps) {
  return (
    <button type="button" className="btn btn-quiet needs-script px-3" onClick={onPress}>
      <Icon name={icon} />
      <span className="sr-only">{name}</span>
    </button>
  )
}

function Amount({ name, off, onPress }: { name: string; off: boolean; onPress: () => void }) {
  return (
    <button type="button" className="btn btn-quiet btn-small" disabled={off} onClick={onPress}>
      {name}
      <span className="sr-only"> {COMMIT.tokens}</span>
    </button>
  )
}
