// Where the embedded server does not follow Google's emulator, because the real service doesn't.
// `docs/differential.md` shows the same list to people.
import { deviations } from './deviations.ts'
import type { Explanation } from './explanation.ts'
import { features } from './features.ts'
import { missingIndexes } from './missing-indexes.ts'
import { streamingErrors } from './streaming-errors.ts'

export const EXPLAINED: readonly Explanation[] = [
  ...streamingErrors,
  ...missingIndexes,
  ...features,
  ...deviations,
]
