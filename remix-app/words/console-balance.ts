// A person's tokens, before and after what an admin is about to do.
export const BALANCE_CHANGE = {
  now: 'Now',
  after: 'After it',
  available: 'Available',
  committed: 'Committed',
  owed: 'Owed',
  label: (when: string, available: string, committed: string, owed: string) =>
    `${when}: ${available} available, ${committed} committed, ${owed} owed`,
}
