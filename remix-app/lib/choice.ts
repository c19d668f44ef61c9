// What somebody has chosen in the commitment form so far. The fields themselves hold it, so that
// what was typed before the script was there counts, and nothing is typed over.
import { type RefObject, useCallback, useEffect, useState } from 'react'
import type { Position } from '../../shared/api/predictions.ts'
import { SIDES } from './predictions.ts'

export interface Choice {
  readonly side: Position | null
  /** null while it is no whole number that could be committed. */
  readonly stake: number | null
}

export function choiceIn(fields: FormData): Choice {
  const stake = Number(fields.get('stake') || Number.NaN)
  const fits = Number.isSafeInteger(stake) && stake >= 1
  const side = SIDES.find((position) => position === fields.get('side')) ?? null
  return { side, stake: fits ? stake : null }
}

export function useChoice(form: RefObject<HTMLFormElement>, initial: Choice) {
  const [choice, setChoice] = useState(initial)
  const look = useCallback(() => {
    if (form.current) setChoice(choiceIn(new FormData(form.current)))
  }, [form])
  useEffect(look, [look])
  return { choice, look }
}
