// What the last lines of `npm test` say: the names of what failed, then the sum of checks and tests
// that passed, failed or were skipped. Of a long log only the end is kept.
const NAMES_MAX = 30

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const PASSED: Tally = { passed: 1, failed: 0, skipped: 0 }
export const FAILED: Tally = { passed: 0, failed: 1, skipped: 0 }
export const SKIPPED: Tally = { passed: 0, failed: 0, skipped: 1 }
export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 }

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    NOTHING,
  )
}

/** `3 passed, 0 failed`; what was skipped is named only when something was. */
export function lineOf({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** Each on a line of its own, as many as the end of a log holds. */
export function listOf(names: readonly string[]): string {
  const more = names.length - NAMES_MAX
  const shown = more > 0 ? [...names.slice(0, NAMES_MAX), `and ${more} more`] : names
  return shown.map((name) => `  ${name}`).join('\n')
}
