// How far a purchase is, as three signs on a line.
import { type StepState, stepsOf } from '../lib/purchase-steps.ts'
import type { Scene } from '../lib/purchases.ts'
import { STEPS } from '../words/purchase-page.ts'
import { Icon, Spinner } from './Icon.tsx'

export function PurchaseSteps({ scene }: { scene: Scene }) {
  return (
    <ol aria-label={STEPS.label} className="steps">
      {stepsOf(scene).map(({ name, state }) => (
        <li key={name} className={`step step-${state}`}>
          <span className="step-sign">
            <Sign state={state} />
          </span>
          {STEPS.names[name]}
          <span className="sr-only">, {STEPS.states[state]}</span>
        </li>
      ))}
    </ol>
  )
}

const ICONS = { done: 'check', waits: 'clock', stopped: 'minus', yours: 'arrow' } as const

function Sign({ state }: { state: StepState }) {
  if (state === 'now') return <Spinner className="size-4" />
  return state === 'ahead' ? null : <Icon name={ICONS[state]} className="size-4" />
}
