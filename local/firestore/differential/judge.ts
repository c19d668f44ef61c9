// Two servers' answers side by side: what differs must be explained, and exactly so.
import { isDeepStrictEqual } from 'node:util'
import type { Step } from './case.ts'
import { comparable, lineOfOutcome, type Outcome } from './directed.ts'
import { EXPLAINED } from './explained/index.ts'
import type { RandomRun } from './random.ts'

/** By case: what the embedded server does instead, in one line. */
function explainedLines(): Map<string, string> {
  const lines = new Map<string, string>()
  for (const { instead } of EXPLAINED) {
    for (const [line, titles] of Object.entries(instead)) {
      for (const title of titles) {
        if (lines.has(title)) throw new Error(`explained twice: ${title}`)
        lines.set(title, line)
      }
    }
  }
  return lines
}

/** One text a difference that nobody explained, or that is explained as another one. */
export function judgeDirected(
  ours: ReadonlyMap<string, Outcome>,
  theirs: ReadonlyMap<string, Outcome>,
): string[] {
  const explained = explainedLines()
  const problems: string[] = []
  for (const [title, own] of ours) {
    const other = theirs.get(title)
    if (!other) problems.push(`${title}: not recorded`)
    else problems.push(...judgeCase(title, own, other, explained.get(title)))
    explained.delete(title)
  }
  for (const title of explained.keys()) problems.push(`${title}: explained, but no such case`)
  return problems
}

function judgeCase(
  title: string,
  ours: Outcome,
  theirs: Outcome,
  explained: string | undefined,
): string[] {
  const isEqual = isDeepStrictEqual(comparable(ours), comparable(theirs))
  if (isEqual && explained) return [`${title}: explained, but no longer different`]
  const line = lineOfOutcome(ours, theirs)
  if (isEqual || line === explained) return []
  const expected = explained ? `explained as ${explained}` : lineOfOutcome(theirs, ours)
  return [`${title}\n  embedded: ${line}\n  emulator: ${expected}`]
}

export function judgeRandom(
  seed: number,
  steps: readonly Step[],
  ours: RandomRun,
  theirs: RandomRun,
): string[] {
  const differing = steps.flatMap((step, at) => {
    const [own, other] = [ours.answers[at], theirs.answers[at]]
    if (own === other) return []
    const shown = `seed ${seed}, request ${at}: ${JSON.stringify(step)}`
    return [`${shown}\n  embedded: ${own}\n  emulator: ${other}`]
  })
  if (isDeepStrictEqual(ours.state, theirs.state)) return differing
  return [...differing, `seed ${seed}: what is stored in the end differs`]
}
