// A commitment that is on its way, as if it had arrived. It is read from what is being sent, so it
// is gone by itself when it is refused or its answer is lost.
import { useNavigation } from '@remix-run/react'
import type { Position } from '../../shared/api/predictions.ts'
import { choiceIn } from './choice.ts'

export interface OnItsWay {
  readonly side: Position
  readonly stake: number
}

/** null: nothing is on its way to this prediction. */
export function useOnItsWay(predictionId: string): OnItsWay | null {
  const { formAction, formData } = useNavigation()
  if (!formData || !formAction?.startsWith(`/predictions/${predictionId}`)) return null
  const { side, stake } = choiceIn(formData)
  return side && stake !== null ? { side, stake } : null
}
