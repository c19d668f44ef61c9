// Own limits and breaks, and what is closed to people.

import type { Person } from '../people.ts'
import { type PageState, sends } from '../state.ts'

const account = (
  as: Person,
  name: string,
  shows: PageState['shows'],
  more: Partial<PageState> = {},
): PageState => ({ as, path: '/account', name: `account: ${name}`, shows, ...more })

export const ACCOUNT: readonly PageState[] = [
  account('newcomer', 'no limits', 'Limits per day'),
  account('limited', 'limits, nearly used up, looser ones asked for', '200 tokens'),
  account('onBreak', 'on a break', 'You are taking a break'),
  account('newcomer', 'saved', 'Your limits are saved', { path: '/account?saved=limits' }),
  account('newcomer', 'mistyped', /whole number|Type/, {
    refused: true,
    act: sends({ 'Commitments, in tokens': 'many' }, 'Save limits'),
  }),
  account('newcomer', 'break without being sure', 'Tick this box', {
    refused: true,
    act: sends({ 'Days from now': '2' }, 'Start the break'),
  }),
  account('closing', 'closing', 'being closed', {
    refused: true,
    act: sends({ 'Commitments, in tokens': '5' }, 'Save limits'),
  }),
  account('newcomer', 'without JavaScript', 'Limits per day', { javaScript: false }),
  {
    as: 'newcomer',
    name: 'error: for admins only',
    path: '/admin/packages',
    shows: 'This page is for admins',
    refused: true,
  },
]
