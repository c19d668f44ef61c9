// Rule: whoever gets an error code can look it up, and nothing is described that can't happen.
import type { Rule } from './source.ts'

const HEADING = /^#{1,6}\s+`?([A-Z][A-Z0-9_]{3,})`?\s*$/

/** `docs/errors.md` must be among the sources. */
export function everyCodeIsExplained(codes: readonly string[]): Rule {
  return ({ path, text }) => {
    if (path !== 'docs/errors.md') return []
    const headings = text.split('\n').map((line) => HEADING.exec(line)?.[1])
    const missing = codes.filter((code) => !headings.includes(code))
    const unknown = headings.filter((code) => code !== undefined && !codes.includes(code))
    return [
      ...missing.map((code) => ({ path, line: 1, says: `${code} has no heading` })),
      ...unknown.map((code) => ({
        path,
        line: headings.indexOf(code) + 1,
        says: `${code} is no code of shared/failure.ts`,
      })),
    ]
  }
}
