// The state of a prediction in a word.
import type { PredictionStatus } from '../../shared/api/predictions.ts'
import { STATUS_TONES } from '../lib/predictions.ts'
import { STATUS_NAMES } from '../words/states.ts'
import { Badge } from './Figures.tsx'

export const PredictionBadge = ({ status }: { status: PredictionStatus }) => (
  <Badge tone={STATUS_TONES[status]} name={STATUS_NAMES[status]} />
)
