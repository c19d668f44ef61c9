// What the console says of dead letters and of reports on the books.
import type { Plural } from '../lib/format.ts'

export const LETTERS = {
  title: 'Dead letters',
  subject: 'The dead letters',
  empty: { title: 'No dead letter', text: 'Work that no retry could finish stands here.' },
  one: 'Dead letter',
  reason: 'What went wrong',
  what: 'What was to be done',
  attempts: 'Attempts',
  parked: 'Since',
  state: 'State',
  states: { parked: 'Waits', driven: 'Done after all', closed: 'Put aside' },
  kinds: {
    event: 'Hear an event of Stripe',
    order: 'Confirm a purchase',
    payout: 'Pay out a prediction',
    lock: 'Lock a prediction',
    retire: 'Take a package off sale',
    recheck: 'Check the price of a package',
    refund: 'Send a refund',
    reconcile: 'Compare the books',
    countOrders: 'Count the purchases of a day',
  } as Readonly<Record<string, string>>,
  unreadable: 'A message that nobody can read',
  message: 'The message',
  stripe: 'As Stripe has it now',
  ours: 'As we have it now',
  nothingThere: 'Nothing, or not ours',
  replay: 'Do it now',
  replayText:
    'Does what the message asked for, as it would have been done then. What is done already is ' +
    'not done twice.',
  close: 'Put it aside',
  closeText: 'Nothing is done, now or later. Somebody may go without tokens or money for it.',
  decidedBy: 'Decided by',
  decidedAt: 'Decided',
  decidedReason: 'Why',
  done: {
    replay: 'It is done.',
    close: 'It is put aside.',
  } as Readonly<Record<string, string>>,
} as const

export const REPORTS = {
  title: 'Reports',
  subject: 'The reports',
  empty: { title: 'No report yet', text: 'The books are compared every quarter of an hour.' },
  one: 'Report',
  kind: 'What was looked at',
  kinds: { ledger: 'New rows, and all balances', night: 'A seventh of everybody, in full' },
  finished: 'Finished',
  started: 'Begun',
  rows: 'Rows',
  people: 'People',
  payouts: 'Payouts',
  differences: 'Differences',
  supply: 'Supply',
  supplies: { agrees: 'Agrees', broken: 'Does not agree', not_compared: 'Not compared' },
  digest: 'Digest of the heads in the archive',
  differ: { one: 'difference', other: 'differences' } satisfies Plural,
  cases: 'The cases they opened',
  frozen: 'Payouts are frozen',
  frozenText: 'Nobody is paid until somebody lets payouts go on. Reason:',
  frozenSince: 'Since',
  thaw: 'Let payouts go on…',
  thawText:
    'Only once “npm run reconcile -- --full” finds nothing: what is paid on wrong balances can’t ' +
    'be taken back from who has spent it. The sums are added up anew.',
  thawVerb: 'Let payouts go on',
  done: 'Payouts go on.',
} as const
