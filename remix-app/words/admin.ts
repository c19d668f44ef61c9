// What admins read.
import type { PayoutJobView } from '../../shared/api/payouts.ts'
import type { Outcome } from '../../shared/api/predictions.ts'
import { type Plural, plural } from '../lib/format.ts'

const STAY = { one: 'stays', other: 'stay' } satisfies Plural
const WIN = { one: 'wins', other: 'win' } satisfies Plural
const LOSE = { one: 'loses', other: 'lose' } satisfies Plural
const GO = { one: 'goes', other: 'go' } satisfies Plural

export const ADMIN = {
  predictions: 'Predictions',
  saving: 'Saving…',
  refresh: 'Refresh',
}

export const LIFECYCLE = {
  open: 'Open it',
  openText:
    'Everybody sees it then, and can commit tokens until it closes. Check words and odds first.',
  openVerb: 'Open for commitments',
  opening: 'Opening…',
  lock: 'Lock it',
  lockText: 'It locks by itself at its closing time. Locking now ends commitments at once.',
  lockNow: 'Lock now…',
  forGood: 'No way leads back: a locked prediction never opens again.',
  stay: (count: number, tokens: string) =>
    `${tokens} ${plural(count, STAY)} committed until the outcome is set. Nothing moves now.`,
  lockVerb: 'Lock for good',
  locking: 'Locking…',
}

export const PAYOUT = {
  states: {
    queued: 'Queued',
    running: 'Running',
    done: 'Done',
    blocked: 'Blocked',
  } satisfies Record<PayoutJobView['state'], string>,
  subject: 'The payouts',
  settled: (settled: string, expected: string) => `${settled} of ${expected} commitments settled`,
  title: (correction: number, outcome: string) =>
    `${correction > 0 ? `Correction ${correction}` : 'Payout'}: ${outcome}`,
  won: 'Won',
  lost: 'Lost',
  refunded: 'Refunded',
  late: 'Came too late',
  paid: 'Tokens paid',
  finished: 'Finished',
  blocked: 'It has stopped, and goes on only when an admin says so',
  why: {
    payout_unstorable: 'One commitment can’t be written to the database.',
    payout_astray: 'The prediction names another payout than this one.',
    payout_sums_differ: 'What was paid adds up to something else than the books say.',
    payout_terms_differ: 'A commitment was changed: it is not what the ledger recorded.',
    payout_incomplete: 'Some commitments are missing from what was paid.',
  } as Record<string, string>,
  unknown: 'The reason was not recorded.',
  nothingTwice: 'Nothing was paid twice.',
  drive: 'Let it go on',
}

export const RUN = {
  pageTitle: 'Run a prediction · KAI Wallet',
  draftNew: 'Draft a new one',
  create: 'New prediction',
  saveDraft: 'Save draft',
  edit: 'Words and terms',
  save: 'Save changes',
  wordsStay: 'What title and “What counts” said before a change, everybody goes on seeing.',
  whatCounts: 'What counts',
  asSeen: 'As everybody sees it',
  done: {
    create: 'The draft is saved. Nobody but admins sees it yet.',
    edit: 'The changes are saved.',
    open: 'It is open for commitments.',
    lock: 'It is locked. Resolve it once the result is known.',
    resolve: 'The outcome is set. Its payout is shown below.',
    propose: 'The outcome is proposed. Nobody is paid until another admin approves it.',
    reject: 'The proposal was turned down. Nobody was paid.',
    drive: 'The payout goes on.',
  } as Record<string, string>,
}

export const PREDICTION_FIELDS = {
  title: 'Title',
  category: 'Category',
  closesAt: 'Closes at (UTC)',
  oddsYes: 'Odds of Yes',
  oddsNo: 'Odds of No',
  oddsHint: '1.85 pays 185 for 100.',
  minTokens: 'Smallest commitment',
  maxTokens: 'Largest commitment',
}

export const RESOLVE = {
  resolve: 'Resolve it',
  correct: 'Correct the outcome',
  resolveText: 'Choose the outcome. You see what it does before anybody is paid.',
  correctText: 'What was paid is taken back and paid anew. Who has spent it owes it.',
  reason: 'Why it is corrected',
  reasonHint: 'Kept in the audit log.',
  steps: {
    choose: 'Step 1: choose the outcome',
    look: 'Step 2: look at what it does, then confirm',
    approve: 'Step 3: another admin approves',
  },
  look: 'See what it does',
  looking: 'Adding up…',
  outcome: 'Outcome',
  outcomes: [
    { outcome: 'yes', name: 'Yes', note: 'Pays everybody on this side' },
    { outcome: 'no', name: 'No', note: 'Pays everybody on this side' },
    { outcome: 'void', name: 'Call it off', note: 'Everybody is refunded' },
  ] satisfies { outcome: Outcome; name: string; note: string }[],
  ifVoid: 'If it is called off',
  ifResult: (side: string) => `If the result is ${side}`,
  nothingYet: 'Nothing has happened yet.',
  wouldOwe: (tokens: string) => `People would owe ${tokens}`,
  atLeast: (tokens: string) => `at least ${tokens}`,
  notKnown: 'Not known',
  mayOwe: 'People may owe tokens',
  spent: 'They have spent what is taken back. Their next tokens repay it.',
  partial: 'There are too many commitments to add up all of it here.',
  whose: 'Commitments',
  win: (count: number, commitments: string) =>
    count === 0 ? 'None wins' : `${commitments} ${plural(count, WIN)}`,
  lose: (count: number, commitments: string) => `${commitments} ${plural(count, LOSE)}`,
  refunded: (count: string) => `${count} refunded`,
  from: 'Where the tokens come from',
  to: 'Where they go',
  fromPeople: (tokens: string) => `${tokens} committed`,
  fromHouse: (tokens: string) => `${tokens} from the house`,
  toPeople: (tokens: string) => `${tokens} to people`,
  toHouse: (tokens: string) => `${tokens} to the house`,
  needsSecond: 'It takes a second admin',
  needsSecondText: (tokens: string) =>
    `${tokens} are at stake. You propose the outcome; nobody is paid until another admin approves.`,
  secondReason: 'Why this is the outcome',
  secondReasonHint: 'For the other admin.',
  propose: (outcome: string) => `Propose “${outcome}” to another admin`,
  proposing: 'Proposing…',
  resolving: 'Resolving…',
  another: 'Choose another outcome',
  voidIt: 'Call it off and refund',
  correctToVoid: 'Correct: call it off and refund',
  resolveAs: (side: string) => `Resolve as ${side} and pay`,
  correctTo: (side: string) => `Correct to ${side} and pay`,
  facts: {
    refunds: 'Commitments refunded',
    winners: 'Commitments that win',
    losers: 'Commitments that lose',
    late: 'Refunded (late)',
    stakes: 'Tokens committed',
    payouts: 'Tokens paid to people',
    house: 'Result of the house',
    owed: 'People would owe',
  },
}

/** An outcome that one admin proposed. */
export const PROPOSED = {
  title: (outcome: string) => `Proposed: ${outcome}`,
  waits: 'Waits for another admin',
  erased: 'The words are gone with the data of who wrote them.',
  by: 'Proposed by',
  at: 'Proposed',
  until: 'Can be approved until',
  own: 'You proposed this; another admin must approve it',
  ownText: 'They find it on this page. Take it back if it is wrong.',
  pays: (outcome: string, count: number, tokens: string) =>
    `Approving sets the outcome to ${outcome} at once, and ` +
    `${tokens} ${plural(count, GO)} to people.`,
  refunds: (count: number, tokens: string) =>
    `Approving calls it off at once, and ${tokens} ${plural(count, GO)} back to people.`,
  corrects: 'What was paid before is taken back first. Who has spent it owes it.',
  approve: 'Approve and pay',
  approveVoid: 'Approve and refund',
  reject: 'Turn it down…',
  rejectVerb: 'Turn it down',
  takeBack: 'Take it back…',
  takeBackVerb: 'Take it back',
  nobodyPaid: 'Nobody is paid then, and an outcome can be chosen anew.',
  rejected: (outcome: string) => `The proposal “${outcome}” was turned down`,
  expired: (outcome: string) => `The proposal “${outcome}” waited too long`,
  expiredText: 'Nobody approved it within seven days. Choose the outcome again.',
} as const

/** What is wrong with a field, as what would be right. */
export const PREDICTION_HINTS = {
  title: 'A title of 1 to 140 characters.',
  description: 'A description of 1 to 2,000 characters.',
  category: 'Lower-case letters, digits and hyphens; it starts with a letter.',
  closesAt: 'A day and a time (UTC) in the future, within ten years.',
  oddsYes: 'A number from 1.0001 to 100, with at most four decimals.',
  oddsNo: 'A number from 1.0001 to 100, with at most four decimals.',
  minTokens: 'A whole number from 1 on, at most the largest commitment.',
  maxTokens: 'A whole number from 1 to 1,000,000,000.',
}

export const RESOLVE_HINTS = {
  outcome: 'Choose the outcome.',
  reason: 'Say why: it is kept in the audit log.',
  secondReason: 'Say why: the other admin decides by it.',
  long: (most: number) => `At most ${most} characters.`,
}
