// What somebody has chosen in the commitment form so far. The fields themselves hold it, so that
// what was typed before the script was there counts, and nothing is typed over.
import { type RefObject, useCallback, useEffect, useState } from 'react'
import type { Position } from '../../shared/api/predictions.ts'
import { POSITIONS } from '../../shared/positions.ts'

export interface Choice {
  readonly side: Position | null
  /** null while it is no whole number that could be committed. */
  readonly stake: number | null
}

/** `text`: as typed. */
export function choiceOf(side: Position | null, text: string): Choice {
  const stake = Number(text || Number.NaN)
  const fits = Number.isSafeInteger(stake) && stake >= 1
  return { side, stake: fits ? stake : null }
}

export function choiceIn(fields: FormData): Choice {
  const side = POSITIONS.find((position) => position === fields.get('side')) ?? null
  return choiceOf(side, String(fields.get('stake') ?? ''))
}

/** Tokens that are missing for it, `min` being the least that could be committed. */
export function missingFor({ stake }: Choice, available: number | null, min: number): number {
  if (available === null) return 0
  return Math.max(0, Math.max(stake ?? 0, min) - available)
}

export function useChoice(form: RefObject<HTMLFormElement>, initial: Choice) {
  const [choice, setChoice] = useState(initial)
  const look = useCallback(() => {
    if (form.current) setChoice(choiceIn(new FormData(form.current)))
  }, [form])
  useEffect(look, [look])
  return { choice, look }
}
