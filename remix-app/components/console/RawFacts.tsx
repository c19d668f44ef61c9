// What was written for machines, as names and values; ids of ours lead to their page.
import { pathOfId } from '../../lib/console-paths.ts'
import { factsOf } from '../../lib/spell-out.ts'
import { CONSOLE } from '../../words/console.ts'
import { Facts, Id } from './Facts.tsx'

export function RawFacts({ facts }: { facts: unknown }) {
  const all = factsOf(facts)
  if (all.length === 0) return <p className="text-soft">{CONSOLE.none}</p>
  return (
    <Facts
      facts={all.map(([name, value]) => [name, <Id key={name} id={value} to={pathOfId(value)} />])}
    />
  )
}
