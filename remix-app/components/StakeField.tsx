// How many tokens: typed, stepped, or one of the usual amounts. The field itself is plain; scripts
// only press its keys.
import type { RefObject } from 'react'
import { useFormat } from '../lib/locale.ts'
import { Icon } from './Icon.tsx'

const USUAL = [10, 50, 100]
const STEP = 10

interface StakeFieldProps {
  readonly input: RefObject<HTMLInputElement>
  readonly initial: string
  readonly min: number
  readonly max: number
  /** What could be committed at most; null when it isn't known. */
  readonly affordable: number | null
  readonly error: string | null
  readonly onChange: () => void
}

export function StakeField(props: StakeFieldProps) {
  const format = useFormat()
  const { input, initial, min, max, affordable, error, onChange } = props
  const most = Math.min(max, affordable ?? max)
  const set = (count: number) => {
    if (!input.current) return
    input.current.value = String(Math.max(min, Math.min(max, count)))
    onChange()
  }
  const step = (by: number) => set(stepped(Number(input.current?.value || 0), by))
  return (
    <div className="mt-5">
      <label htmlFor="stake" className="py-1 font-medium">
        Tokens to commit
      </label>
      <div className="stepper mt-1">
        <Step icon="minus" onPress={() => step(-STEP)} />
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
        <Step icon="plus" onPress={() => step(STEP)} />
      </div>
      {error ? (
        <p id="stake-error" className="mt-1 text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
      <Amounts most={most} min={min} onPress={set} />
      <p id="stake-hint" className="mt-2 text-sm text-soft">
        From {format.tokens(min)} to {format.tokens(max)} tokens.
      </p>
    </div>
  )
}

interface AmountsProps {
  readonly most: number
  readonly min: number
  readonly onPress: (count: number) => void
}

function Amounts({ most, min, onPress }: AmountsProps) {
  return (
    <div className="amounts needs-script mt-2">
      {USUAL.map((count) => (
        <Amount key={count} name={`${count}`} off={count > most} onPress={() => onPress(count)} />
      ))}
      <Amount name="Max" off={most < min} onPress={() => onPress(most)} />
    </div>
  )
}

/** To the next round number first, as people count. */
function stepped(count: number, by: number): number {
  const size = Math.abs(by)
  if (count % size === 0) return count + by
  return (by > 0 ? Math.ceil(count / size) : Math.floor(count / size)) * size
}

function Step({ icon, onPress }: { icon: 'plus' | 'minus'; onPress: () => void }) {
  return (
    <button type="button" className="btn btn-quiet needs-script px-3" onClick={onPress}>
      <Icon name={icon} />
      <span className="sr-only">
        {STEP} {icon === 'plus' ? 'more' : 'fewer'}
      </span>
    </button>
  )
}

function Amount({ name, off, onPress }: { name: string; off: boolean; onPress: () => void }) {
  return (
    <button type="button" className="btn btn-quiet btn-small" disabled={off} onClick={onPress}>
      {name}
      <span className="sr-only"> tokens</span>
    </button>
  )
}
