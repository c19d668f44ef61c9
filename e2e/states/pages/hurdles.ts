// What is in the way of one person, or of everybody: too many tries, an account that was disabled,
// maintenance, a fault of our own.
import type { Route } from 'playwright-core'
import { PASSWORD } from '../../../local/seed.ts'
import { replace } from '../../../local/seed-documents.ts'
import { startEdge } from '../../../worker/http/testing.ts'
import type { Stage } from '../../stage.ts'
import { disableAccount, emailOf, ID, type Person } from '../people.ts'
import { openPast } from '../services.ts'
import { type PageState, sends } from '../state.ts'

const FILM = '/predictions/prd-film'

export const HURDLES: readonly PageState[] = [
  {
    as: 'hasty',
    name: 'prediction: too many commitments, counting down',
    path: FILM,
    before: (_, stage) => uses(stage, 'hasty', 'commit'),
    act: async (page) => {
      await page.getByRole('radio', { name: 'Yes' }).check()
      await sends({ 'Tokens to commit': '20' }, /^Commit 20 to/)(page)
    },
    shows: /You can try again in \d+/,
    refused: true,
  },
  {
    as: 'restless',
    name: 'error: too many requests, counting down',
    path: '/wallet/history/commit_any',
    before: (_, stage) => uses(stage, 'restless', 'reads'),
    shows: /You can try again in \d+/,
    refused: true,
  },
  {
    as: 'restless',
    name: 'wallet: too many requests, counting down',
    path: '/wallet',
    before: (_, stage) => uses(stage, 'restless', 'reads'),
    shows: /You can try again in \d+/,
  },
  {
    as: null,
    name: 'sign in: the account is disabled',
    path: '/sign-in',
    before: (_, { stack }) => disableAccount(stack, 'locked'),
    act: sends({ 'E-mail': emailOf('locked'), Password: PASSWORD }, 'Sign in'),
    shows: 'This account is disabled',
    refused: true,
  },
  {
    as: 'disabled',
    name: 'buy: the account is disabled',
    path: '/wallet/buy',
    // Whose session goes on.
    before: (_, { stack }) => disableAccount(stack, 'disabled'),
    act: async (page) => {
      await page.getByRole('radio', { name: '1,100' }).check()
      await page.getByRole('button', { name: 'Continue to payment' }).click()
    },
    shows: 'This account is disabled',
    refused: true,
  },
  {
    as: 'regular',
    name: 'error: a fault of our own',
    path: '/predictions/prd-torn',
    before: (_, { stack }) => tear(stack.services.firestoreUrl ?? ''),
    shows: 'Something went wrong on our side',
    refused: true,
  },
  {
    as: null,
    name: 'error: maintenance',
    path: '/wallet',
    before: (page) => page.route('**/wallet', maintained),
    bare: true,
    shows: 'KAI Wallet is being worked on',
    refused: true,
  },
]

/** A document that no code of ours writes, so that none can read it. */
const tear = (firestoreUrl: string): Promise<void> =>
  replace(firestoreUrl, { 'predictions/prd-torn': { title: 'Torn' } })

const AT_ONCE = 20
/** A limiter that cannot reach its counters lets everybody pass for ever. */
const TAKEN_MAX = 2_000

/** All that a person may ask for within a minute. */
async function uses(stage: Stage, person: Person, limit: 'commit' | 'reads'): Promise<void> {
  const { limiter } = openPast(stage.stack).services
  const take = async () => (await limiter.take(limit, ID[person])).allowed
  for (let taken = 0; taken < TAKEN_MAX; taken += AT_ONCE) {
    const allowed = await Promise.all(Array.from({ length: AT_ONCE }, take))
    if (!allowed.every(Boolean)) return
  }
  throw new Error(`${person} may ask for more than ${TAKEN_MAX}`)
}

/** The Worker's own answer with its switch thrown: to throw it here would stop everybody. */
async function maintained(route: Route): Promise<void> {
  const edge = startEdge({ settings: { MAINTENANCE: '1' } })
  const answer = await edge.send('/wallet', { headers: route.request().headers() })
  const headers = Object.fromEntries(answer.headers)
  await route.fulfill({ status: answer.status, headers, body: await answer.text() })
}
