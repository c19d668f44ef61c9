// Signing in and up, and a new password.

export const AUTH = {
  email: 'E-mail',
  password: 'Password',
  passwordHint: 'At least 8 characters.',
  showPassword: 'Show password',
  needsScript:
    'Signing in needs JavaScript, this once. Turn it on for this page and reload; the wallet ' +
    'itself works without.',
  unready: 'The page was still loading. Try again.',
  toSignUp: 'Create an account',
  toSignIn: 'Sign in',
  forgot: 'Forgot the password?',
  'sign-in': {
    pageTitle: 'Sign in · KAI Wallet',
    description: 'Sign in to your KAI Wallet.',
    title: 'Welcome back',
    verb: 'Sign in',
    busy: 'Signing in…',
    other: 'New here?',
  },
  'sign-up': {
    pageTitle: 'Create account · KAI Wallet',
    description: 'Create a KAI Wallet with your e-mail and a password. It costs nothing.',
    title: 'Create your account',
    verb: 'Create account',
    busy: 'Creating your account…',
    other: 'Have an account already?',
  },
  reasons: {
    ended: 'Your session has ended. Sign in again to go on.',
    needed: 'Sign in to see this page. You come back to it.',
    everywhere: 'You are signed out everywhere. Sign in again where you want to go on.',
  },
} as const

export const RESET = {
  pageTitle: 'New password · KAI Wallet',
  description: 'Get a link to a new password for your KAI Wallet.',
  title: 'Get a new password',
  text: 'We send a link to the e-mail of your account.',
  verb: 'Send the link',
  busy: 'Sending…',
  sent: 'Look into your mail',
  sentText: (email: string) =>
    `If there is an account with ${email}, a link to a new password is on its way there.`,
  notThere:
    'Nothing after some minutes? Look among the unwanted mail, and whether it is the address ' +
    'that you signed up with. Then ask for another link.',
  back: 'Back to sign in',
} as const

export interface AuthTrouble {
  readonly text: string
  readonly field: 'email' | 'password' | null
}

/** By the sign-in service's code. */
export const TROUBLES: Record<string, AuthTrouble> = {
  'auth/invalid-credential': {
    text: 'E-mail and password do not match. Check both, or reset the password.',
    field: 'password',
  },
  'auth/invalid-email': { text: 'This is not an e-mail address.', field: 'email' },
  'auth/email-already-in-use': {
    text: 'There is an account with this e-mail already. Sign in instead.',
    field: 'email',
  },
  'auth/weak-password': {
    text: 'This password is too easy to guess. Use at least 8 characters.',
    field: 'password',
  },
  'auth/too-many-requests': {
    text: 'Too many attempts. Wait some minutes, or reset the password.',
    field: null,
  },
  'auth/network-request-failed': {
    text: 'The sign-in service could not be reached. Check your connection and try again.',
    field: null,
  },
  'auth/user-disabled': {
    text: 'This account is disabled. Contact KAI support to have it looked at.',
    field: null,
  },
  'auth/operation-not-allowed': {
    text: 'New accounts cannot be made at the moment. Try again later.',
    field: null,
  },
}

export const UNKNOWN_TROUBLE: AuthTrouble = {
  text: 'Signing in did not work. Try again in a moment.',
  field: null,
}
