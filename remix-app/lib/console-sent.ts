// What a form of the console that changed nothing comes back with.
import type { ProblemView } from './problem.ts'

export interface ConsoleSent {
  /** Which form of the page. */
  readonly intent: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
  readonly problem: ProblemView | null
  readonly key: string
}

export const sentBy = (sent: ConsoleSent | null | undefined, intent: string): ConsoleSent | null =>
  sent?.intent === intent ? sent : null
