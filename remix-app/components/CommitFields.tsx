// What a form that commits tokens sends along: its key, the odds that were seen, and what was told.
import type { Odds } from '../../shared/api/predictions.ts'
import type { Choice } from '../lib/choice.ts'
import { shownOf } from '../lib/shown.ts'

interface CommitFieldsProps {
  readonly formKey: string
  readonly odds: Odds
  readonly choice: Choice
}

export function CommitFields({ formKey, odds, choice }: CommitFieldsProps) {
  return (
    <>
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="oddsYes" value={odds.yes} />
      <input type="hidden" name="oddsNo" value={odds.no} />
      <input type="hidden" name="shown" value={shownOf(choice, odds)} />
    </>
  )
}
