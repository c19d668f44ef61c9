// What every page of the console says.
import type { Plural } from '../lib/format.ts'

export const CONSOLE = {
  menu: 'Menu',
  pages: 'Pages of the console',
  groups: {
    watch: 'Watch',
    money: 'Money',
    market: 'Market',
    people: 'People',
    system: 'System',
  },
  titleOf: (name: string) => `${name} · KAI Wallet console`,
  search: 'Any id or e-mail address',
  searchHint: 'Any id or e-mail',
  searchVerb: 'Search',
  filter: 'Show',
  clear: 'Clear',
  any: 'Any',
  choose: 'Choose…',
  filters: 'Filters',
  first: 'Back to the start',
  more: 'More',
  none: 'None',
  working: 'Working…',
  state: 'State',
  nothingFits: 'Nothing fits these filters',
  nothingFitsText: 'Other filters, or none, show more.',
  noneSoFar: 'Nothing so far',
  noneSoFarText: 'Only a part was looked through. “More” looks on from there.',
  showAll: 'Show all',
  reason: 'Reason',
  reasonHint: 'Kept in the audit log.',
  reasonError: 'Say why, in at most 500 characters.',
  fieldError: 'This can’t be right.',
  atStripe: 'Open it at Stripe',
} as const

export const UNREADABLE = {
  entries: {
    one: 'entry can’t be read',
    other: 'entries can’t be read',
  } satisfies Plural,
  text:
    'What is stored there was changed past the product. It hides nothing else. The checks of ' +
    'the books open a case for what concerns money; the runbook says how to put it right.',
  cases: 'Open cases',
} as const
