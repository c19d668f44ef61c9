// What differs, for a terminal: the document to look at, whose it is, and what is known.
import type { Difference } from '../../worker/domain/difference.ts'

const TITLES = ['differs', 'document', 'person', 'facts'] as const

export function tableOf(differences: readonly Difference[]): string {
  const lines = differences.map(({ kind, id, userId, facts }) => [
    kind,
    id,
    userId ?? '',
    Object.entries(facts)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
  ])
  const widths = TITLES.map((title, at) =>
    Math.max(title.length, ...lines.map((line) => line[at]?.length ?? 0)),
  )
  return [[...TITLES], ...lines]
    .map((line) =>
      line
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
