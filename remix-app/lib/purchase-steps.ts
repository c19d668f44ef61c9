// How far a purchase is: paid, confirmed by the bank, tokens given out.
import type { Scene } from './purchases.ts'

const STEPS = ['paid', 'confirmed', 'tokens'] as const
type StepName = (typeof STEPS)[number]
/** `yours`: it waits for the person; `waits`: for somebody else, and for long. */
export type StepState = 'done' | 'now' | 'waits' | 'yours' | 'ahead' | 'stopped'

type Progress = readonly [paid: StepState, confirmed: StepState, tokens: StepState]

const PROGRESS: Record<Scene, Progress> = {
  credited: ['done', 'done', 'done'],
  partlyTakenBack: ['done', 'done', 'done'],
  takenBack: ['done', 'done', 'stopped'],
  confirming: ['done', 'now', 'ahead'],
  delayed: ['done', 'waits', 'ahead'],
  review: ['done', 'waits', 'ahead'],
  refused: ['done', 'stopped', 'ahead'],
  unpaid: ['yours', 'ahead', 'ahead'],
  left: ['yours', 'ahead', 'ahead'],
  declined: ['yours', 'ahead', 'ahead'],
  cancelling: ['stopped', 'ahead', 'ahead'],
  cancelled: ['stopped', 'ahead', 'ahead'],
  expired: ['stopped', 'ahead', 'ahead'],
  failed: ['stopped', 'ahead', 'ahead'],
}

export const stepsOf = (scene: Scene): readonly { name: StepName; state: StepState }[] =>
  STEPS.map((name, at) => ({ name, state: PROGRESS[scene][at] ?? 'ahead' }))
