// What was written for machines, as names and values: ids lead to their page, of ours or Stripe's.
import { CONSOLE_PATHS, pathOfId } from '../../lib/console-paths.ts'
import { factsOf, type SpelledFact } from '../../lib/spell-out.ts'
import { type StripePaths, stripePageOf } from '../../lib/stripe-paths.ts'
import { CONSOLE } from '../../words/console.ts'
import { Usd } from './Amounts.tsx'
import { Facts, Id, StripeId, When } from './Facts.tsx'

interface RawFactsProps {
  readonly facts: unknown
  readonly at: StripePaths
}

export function RawFacts({ facts, at }: RawFactsProps) {
  const all = factsOf(facts)
  if (all.length === 0) return <p className="text-soft">{CONSOLE.none}</p>
  return <Facts facts={all.map((fact) => [fact.name, shown(fact, at)])} />
}

function shown({ name, value, kind }: SpelledFact, at: StripePaths) {
  if (kind === 'cents') return <Usd key={name} cents={Number(value)} />
  if (kind === 'time') return <When key={name} at={value} />
  if (kind === 'user') return <Id key={name} id={value} to={CONSOLE_PATHS.user(value)} />
  const page = stripePageOf(at, value)
  if (page) return <StripeId key={name} id={value} page={page} />
  return <Id key={name} id={value} to={pathOfId(value)} />
}
