// What the pages about adjustments say.
import type { AdjustmentReason } from '../../shared/api/adjustments.ts'

export const ADJUSTMENTS = {
  title: 'Adjustments',
  one: 'Adjustment',
  subject: 'Adjustments',
  note: 'Tokens that one admin proposes to add or take, and another approves.',
  empty: {
    title: 'Nothing was ever adjusted',
    text: 'What is proposed below is listed here.',
  },
  user: 'User id',
  what: 'Adjustment',
  changes: {
    add: (tokens: string) => `Add ${tokens}`,
    take: (tokens: string) => `Take ${tokens}`,
  },
  person: 'Person',
  reason: 'Reason',
  reasons: {
    correction: 'Correction of a mistake',
    goodwill: 'Goodwill',
    promotion: 'Promotion',
    abuse: 'Abuse',
  } satisfies Record<AdjustmentReason, string>,
  text: 'Why, for the other admin',
  textErased: 'Erased with the data of the person',
  row: 'Transaction',
  balance: 'The balance of this person',
}

export const PROPOSE = {
  open: 'Propose one',
  title: 'Propose an adjustment',
  note: 'You see what it would do before anything is proposed. Another admin decides then.',
  direction: 'What to do',
  directions: [
    ['add', 'Add tokens'],
    ['take', 'Take tokens'],
  ] as const,
  tokens: 'Tokens',
  look: 'See what it does',
  wouldAdd: (tokens: string, person: string) => `${tokens} would go to ${person}`,
  wouldTake: (tokens: string, person: string) => `${tokens} would be taken from ${person}`,
  nothingYet: 'Nothing has happened yet. Nothing moves before another admin approves it.',
  repays: (tokens: string) => `${tokens} of them repay what is owed.`,
  owes: (tokens: string) =>
    `${tokens} of them are not there to be taken: they are owed, and the next tokens repay them.`,
  verb: 'Propose it',
  hints: {
    userId: 'The id of a user, as the list of people shows it.',
    direction: 'Choose one.',
    tokens: 'A whole number from 1 to 1,000,000,000.',
    reason: 'Choose one.',
    text: 'Say why, in at most 500 characters.',
  },
}

export const DECIDE = {
  title: 'Decide',
  does: 'If it is approved',
  own: 'You proposed it: another admin must approve it. You can take it back.',
  concerns: 'It is about your own wallet: another admin decides.',
  approve: (change: string) => `Approve: ${change.toLowerCase()}`,
  approveText: 'The tokens move at once. Another adjustment is the only way back.',
  reject: 'Turn it down…',
  rejectText: 'No token moves. It can be proposed anew.',
  rejectVerb: 'Turn it down',
  takeBack: 'Take it back…',
  takeBackVerb: 'Take it back',
  done: {
    propose: 'It is proposed. Another admin must approve it.',
    approve: 'It is approved, and the tokens have moved.',
    reject: 'It is turned down. No token moved.',
  } as Record<string, string>,
}
