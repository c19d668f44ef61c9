// What somebody sees who isn't signed in.
import type { Page } from 'playwright-core'
import { emailOf } from '../people.ts'
import { away, type PageState, sends } from '../state.ts'

const EMAIL = 'E-mail'
const PASSWORD = 'Password'
const out = (state: Omit<PageState, 'as'>): PageState => ({ as: null, ...state })

export const SIGNED_OUT: readonly PageState[] = [
  out({ name: 'home', path: '/', shows: 'Token packages' }),
  out({ name: 'home: without JavaScript', path: '/', shows: 'Token packages', javaScript: false }),
  out({ name: 'sign in', path: '/sign-in', shows: 'Welcome back' }),
  out({
    name: 'sign in: the session has ended',
    path: '/sign-in?next=%2Fwallet&reason=ended',
    shows: 'Your session has ended',
  }),
  out({
    name: 'sign in: wrong password',
    path: '/sign-in',
    act: sends({ [EMAIL]: emailOf('regular'), [PASSWORD]: 'not this one' }, 'Sign in'),
    shows: 'do not match',
    refused: true,
  }),
  out({
    name: 'sign in: the service is away',
    path: '/sign-in',
    act: sends({ [EMAIL]: emailOf('regular'), [PASSWORD]: 'password' }, 'Sign in'),
    before: (page) => page.route('**/identitytoolkit.googleapis.com/**', (route) => route.abort()),
    shows: 'could not be reached',
    refused: true,
  }),
  out({
    name: 'sign in: sent before it was ready',
    path: '/sign-in',
    act: (page) => page.evaluate('document.querySelector("main form").submit()'),
    shows: 'The page was still loading',
    refused: true,
  }),
  out({
    name: 'sign in: without JavaScript',
    path: '/sign-in',
    shows: 'Forgot the password?',
    javaScript: false,
  }),
  out({ name: 'sign up', path: '/sign-up', shows: 'Create your account' }),
  out({
    name: 'sign up: the e-mail is taken',
    path: '/sign-up',
    act: sends({ [EMAIL]: emailOf('regular'), [PASSWORD]: 'a long password' }, 'Create account'),
    shows: 'There is an account with this e-mail',
    refused: true,
  }),
  out({ name: 'reset password', path: '/reset-password', shows: 'Get a new password' }),
  out({
    name: 'reset password: sent',
    path: '/reset-password',
    act: sends({ [EMAIL]: emailOf('regular') }, 'Send the link'),
    shows: 'Look into your mail',
  }),
  out({ name: 'predictions', path: '/predictions', shows: 'The ferry leaves the harbour' }),
  out({
    name: 'predictions: found by a word',
    path: '/predictions?q=ferry',
    shows: 'The ferry leaves the harbour',
  }),
  out({
    name: 'predictions: nothing fits',
    path: '/predictions?q=nothing+fits',
    shows: 'No prediction fits',
  }),
  ...(['locked', 'resolved', 'voided'] as const).map((status) =>
    out({
      name: `predictions: ${status}`,
      path: `/predictions?state=${status}`,
      shows: { locked: 'The new line', resolved: 'The harbour bridge', voided: 'The regatta' }[
        status
      ],
    }),
  ),
  out({
    name: 'predictions: could not be read',
    path: '/predictions',
    broken: away('firestore'),
    shows: 'The predictions could not be loaded',
  }),
  out({
    name: 'predictions: without JavaScript',
    path: '/predictions',
    shows: 'The ferry leaves the harbour',
    javaScript: false,
  }),
  out({
    name: 'prediction: signed out',
    path: '/predictions/prd-film',
    shows: 'Sign in to commit',
  }),
  out({
    name: 'prediction: signed out, without JavaScript',
    path: '/predictions/prd-film?side=yes',
    shows: 'Sign in to commit',
    javaScript: false,
  }),
  out({
    name: 'error: no such page',
    path: '/no/such/page',
    shows: 'There is nothing at this address',
    refused: true,
  }),
  out({
    name: 'error: no such prediction',
    path: '/predictions/prd-none',
    shows: 'No such prediction',
    refused: true,
  }),
  out({
    name: 'error: the database is away',
    path: '/predictions/prd-film',
    broken: away('firestore'),
    shows: /Something went wrong|not available/,
  }),
  out({
    name: 'error: not to be used like that',
    path: '/no/such/page',
    act: (page: Page) =>
      page.evaluate(`
        const form = document.body.appendChild(document.createElement('form'))
        form.method = 'post'
        form.action = '/predictions'
        form.submit()`),
    shows: 'This page cannot be used like that',
    refused: true,
  }),
]
