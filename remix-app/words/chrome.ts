// What surrounds every page.

export const CHROME = {
  main: 'Main',
  sections: 'Sections',
  wallet: 'Wallet',
  predictions: 'Predictions',
  commitments: 'Commitments',
  history: 'History',
  purchases: 'Purchases',
  admin: 'Admin',
  account: 'Account',
  accountOf: 'Account: ',
  signedInAs: 'Signed in as',
  noEmail: 'this account',
  signIn: 'Sign in',
  signUp: 'Create account',
  signOut: 'Sign out',
  footer: 'KAI Wallet holds tokens for KAI predictions. Payments are handled by Stripe.',
  about: 'About this site',
  limits: 'Limits and breaks',
  reference: 'API reference',
}
