// How a dead letter is told.
import type { DeadLetterView } from '../../../shared/api/dead-letters.ts'
import type { Tone } from '../../lib/predictions.ts'
import { LETTERS } from '../../words/console-letters.ts'
import { Id } from './Facts.tsx'

export const LETTER_TONES: Record<DeadLetterView['state'], Tone> = {
  parked: 'wait',
  driven: 'good',
  closed: 'quiet',
}

/** What its message asks for. */
export function taskOf(message: unknown): string {
  const { kind } = { kind: undefined, ...(typeof message === 'object' && message) }
  return LETTERS.kinds[String(kind)] ?? LETTERS.unreadable
}

/** What went wrong, in words where there are any, and as it stands in the log. */
export function LetterReason({ reason }: Pick<DeadLetterView, 'reason'>) {
  const words = LETTERS.reasons[reason]
  return (
    <>
      {words ? <span className="block">{words}</span> : null}
      <Id id={reason} />
    </>
  )
}
