export interface Explanation {
  /** What Google's emulator does. */
  emulator: string
  /** What is so here: as in the real service, or 501. */
  here: string
  /** Who says so. */
  source: string
  /** What the embedded server does, as judge.ts prints it; the cases in which it does. */
  instead: Record<string, string[]>
}
