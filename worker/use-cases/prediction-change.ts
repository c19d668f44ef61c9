// A prediction and its gates move together, or a bet could be taken on terms that are over.

import { type Result, refuse } from '../../shared/failure.ts'
import type { PredictionId, UserId } from '../../shared/ids.ts'
import { gateId } from '../domain/keys.ts'
import { GATES, gateOf, type Prediction } from '../domain/prediction.ts'
import type { Change, Ref, Services } from '../ports.ts'

export interface PredictionAct {
  readonly adminId: UserId
  readonly id: PredictionId
  /** Without one, each request is its own change. */
  readonly key?: string | undefined
}
export type Needs = Pick<Services, 'store' | 'hash' | 'clock' | 'random'>

const GATE_NUMBERS = Array.from({ length: GATES }, (_, gate) => gate)

const gateRefs = (id: PredictionId): Ref<'gate'>[] =>
  GATE_NUMBERS.map((gate) => ({ kind: 'gate', id: gateId(id, gate) }))

type PredictionRefs = { readonly prediction: Ref<'prediction'> } & Record<
  `gate${number}`,
  Ref<'gate'>
>

/** All that is read is guarded: each gate must still be as it was seen. */
export function predictionRefs(id: PredictionId): PredictionRefs {
  const gates = gateRefs(id).map((ref, gate) => [`gate${gate}`, ref] as const)
  return { ...Object.fromEntries(gates), prediction: { kind: 'prediction', id } }
}

export const withGates = (prediction: Prediction): Change[] => [
  { ref: { kind: 'prediction', id: prediction.id }, value: prediction },
  ...gateRefs(prediction.id).map((ref) => ({ ref, value: gateOf(prediction) })),
]

export const noPrediction = (): Result<never> =>
  refuse('PREDICTION_NOT_FOUND', 'Choose one of the listed predictions.')
