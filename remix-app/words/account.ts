// The own account: name, limits and breaks, devices, data.

export const ACCOUNT = {
  pageTitle: 'Account · KAI Wallet',
  title: 'Account',
  onThisPage: 'On this page',
  sections: {
    profile: 'Your name',
    limits: 'Limits and breaks',
    devices: 'Devices',
    data: 'Your data',
  },
  saved: {
    name: 'Your name is saved',
    limits: 'Your limits are saved',
    later: 'Your looser limits begin tomorrow',
    break: 'Your break has begun',
  },
} as const

export const PROFILE = {
  signedInAs: 'You sign in as',
  noEmail: 'no e-mail',
  password: 'Change password',
  label: 'Display name',
  hint: 'Shown in the header of your pages. Empty: your e-mail alone.',
  invalid: (max: number) =>
    `Use up to ${max} letters, without line breaks or invisible characters.`,
  save: 'Save name',
  saving: 'Saving…',
}

export const LIMITS = {
  intro: 'You set them, and nobody at KAI can loosen them for you.',
  today: 'Today',
  todayText: 'A day is a UTC day.',
  bought: 'Bought',
  committed: 'Committed',
  noLimit: 'no limit set',
  of: (cap: string) => `of ${cap}`,
  used: (name: string, used: string, cap: string) => `${name} today: ${used} of ${cap}`,
  onBreak: (left: string) => `You are taking a break for another ${left}`,
  onBreakUntil: 'Until',
  onBreakText: 'nothing can be bought or committed. What you committed before is settled as usual.',
  later: 'Looser limits begin later',
  laterPurchases: (amount: string | null) =>
    amount === null ? 'No limit for purchases' : `${amount} of purchases`,
  laterCommitments: (tokens: string | null) =>
    tokens === null ? 'no limit for commitments' : `${tokens} of commitments`,
  laterBoth: (purchases: string, commitments: string) =>
    `${purchases} and ${commitments} a day, from`,
  laterText: 'on. Saving limits before then takes this back.',
  title: 'Limits per day',
  text: 'Tighter limits begin at once. Looser ones begin a day after you ask for them.',
  purchases: 'Purchases, in US dollars',
  purchasesHint: 'Leave it empty for no limit; 0 means that you buy nothing.',
  purchasesInvalid: 'An amount in US dollars like 50 or 19.99, or nothing for no limit.',
  commitments: 'Commitments, in tokens',
  commitmentsHint: 'Leave it empty for no limit; 0 means that you commit nothing.',
  commitmentsInvalid: 'A whole number of tokens, or nothing for no limit.',
  save: 'Save limits',
  saving: 'Saving…',
}

export const BREAK = {
  title: 'Take a break',
  warning: 'A break cannot be ended early',
  text:
    'Not by you, and not by KAI support. Until it is over you can buy and commit nothing. Your ' +
    'tokens stay yours, and what you have committed is settled as usual. Asking again can only ' +
    'make it longer.',
  days: 'Days from now',
  daysHint: (max: number) => `From 1 to ${max}.`,
  daysInvalid: (max: number) => `A whole number of days from 1 to ${max}.`,
  sure: 'I understand that it cannot be ended early',
  unsure: 'Tick this box: a break cannot be ended early by anybody.',
  start: 'Start the break',
  starting: 'Starting…',
}

export const DEVICES = {
  text:
    'A lost phone, a shared computer: this ends every sign-in of your account, on every device ' +
    'and in every app. Your tokens and commitments stay as they are.',
  open: 'Sign out everywhere…',
  sure: 'This signs you out here too. Change your password first if somebody may know it.',
  confirm: 'Sign out everywhere',
  reset: 'Get a new password',
  failed: 'You may not be signed out everywhere',
  failedText:
    'Something did not answer, so some devices may still be signed in. Try again in a moment.',
}

export const DATA = {
  kept: 'What is kept about you',
  items: [
    'Your e-mail, password (as a hash) and display name, by our sign-in service.',
    'Every movement of your tokens, your commitments and purchases.',
    'Of a card its brand and last four digits, encrypted. The number never reaches us.',
    'The limits and breaks that you set.',
  ],
  copy: 'Take a copy',
  copyText: 'Your history lists every movement; take it with you from there as a table (CSV).',
  copyLink: 'Go to your history',
  erase: 'Close the account',
  eraseText:
    'Ask KAI support from the e-mail of this account. What you have committed is settled first, ' +
    'and tokens that are left must be given up. Your e-mail, name and card details are erased ' +
    'then; the movements stay in the books under a number that names nobody.',
}
