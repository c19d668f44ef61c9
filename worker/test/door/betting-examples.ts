// Examples about predictions, commitments, limits and payouts, and what they talk about.
import type { Handlers } from '../../http/mount.ts'
import { ODDS } from '../betting.ts'
import { type Door, post } from './door.ts'
import { blockedPayoutAt, openAt } from './endow.ts'
import type { Example } from './examples.ts'
import { until } from './people.ts'

type Ids =
  | 'commitTokens'
  | 'listCommitments'
  | 'listPredictions'
  | 'getPrediction'
  | 'listAllPredictions'
  | 'createPrediction'
  | 'editPrediction'
  | 'openPrediction'
  | 'lockPrediction'
  | 'getExposure'
  | 'resolvePrediction'
  | 'listPayoutJobs'
  | 'drivePayoutJob'
  | 'getLimits'
  | 'setLimits'

const DAY_MS = 86_400_000
const LIMITED = 'careful'

/** `user` and `user2` need tokens by now. */
export async function bettingExamplesAt(
  door: Door,
): Promise<{ readonly [Id in Ids & keyof Handlers]: Example }> {
  await door.newPerson(LIMITED)
  const made = await predictionsAt(door)
  const bet = { predictionId: made.open, position: 'yes', tokens: 1, oddsBps: ODDS.yes }
  for (const name of ['user', 'user', 'user2']) await commit(door, name, bet)
  const wording = {
    title: 'It snows',
    description: 'Yes if it does.',
    category: 'weather',
    closesAt: new Date(Date.now() + DAY_MS).toISOString(),
    oddsBps: { yes: 15_000, no: 25_000 },
    minTokens: 1,
    maxTokens: 500,
  }
  const limits = { purchaseUsdCentsPerDay: 5000, commitTokensPerDay: 500, excludeDays: 1 }
  const correction = { outcome: 'yes', dryRun: false, reason: 'A typo.', resolutionVersion: 1 }
  const draft = { params: { id: made.draft }, code: 'PREDICTION_NOT_FOUND' } as const
  return {
    commitTokens: { body: bet, other: { body: { ...bet, tokens: 2 } } },
    listCommitments: { query: { limit: '1' }, otherQuery: { status: 'won' } },
    listPredictions: { query: { limit: '1' }, otherQuery: { sort: 'newest' } },
    getPrediction: { params: { id: made.open }, foreign: draft },
    listAllPredictions: { query: { limit: '1' }, otherQuery: { status: 'locked' } },
    getExposure: { params: { id: made.draft } },
    createPrediction: { body: wording, other: { body: { ...wording, title: 'It hails' } } },
    editPrediction: {
      params: { id: made.draft },
      body: wording,
      other: { body: { ...wording, title: 'It hails' } },
    },
    openPrediction: { ...onceFor(made.opened), other: { params: { id: made.openedLater } } },
    lockPrediction: { ...onceFor(made.locked), other: { params: { id: made.lockedLater } } },
    // It is resolved so already: nothing is set going behind the tests' backs.
    resolvePrediction: { params: { id: made.paid }, body: correction },
    listPayoutJobs: { query: { state: 'done' } },
    drivePayoutJob: { params: { id: made.driven }, key: DRIVEN },
    getLimits: {},
    // Whoever asked for a break could buy nothing in the other tests.
    setLimits: { as: LIMITED, body: limits },
  }
}

/** What can be done once only: sent again with its key, it is replayed. */
const onceFor = (id: string): Example => ({ params: { id }, key: `once-${id}` })

async function predictionsAt(door: Door) {
  const round = crypto.randomUUID().slice(0, 8)
  const named = (name: string, status: 'draft' | 'open' = 'open') =>
    openAt(door, `door-${name}-${round}`, { status })
  return {
    open: await named('open'),
    draft: await named('draft', 'draft'),
    opened: await named('opened', 'draft'),
    openedLater: await named('opened-later', 'draft'),
    locked: await named('locked'),
    lockedLater: await named('locked-later'),
    ...(await paidAt(door)),
  }
}

const PAID = 'door-paid'
const DRIVEN = 'door-driven'

/** A payout that was driven to its end; once is enough for all tests of a stack. */
async function paidAt(door: Door) {
  const headers = await door.bearer('admin')
  const driven = `${PAID}_v2`
  const stateNow = async (): Promise<unknown> => {
    const answer = await door.send(`/api/admin/payout-jobs?predictionId=${PAID}`, { headers })
    return ((await answer.json()) as { items: { state: string }[] }).items[0]?.state
  }
  if ((await stateNow()) !== 'done') {
    await blockedPayoutAt(door, PAID)
    const drive = { method: 'POST', headers: { ...headers, 'idempotency-key': DRIVEN } }
    const answer = await door.send(`/api/admin/payout-jobs/${driven}/drive`, drive)
    if (answer.status !== 200) throw new Error(`not driven: ${await answer.text()}`)
    await until('the payout is done', async () => (await stateNow()) === 'done')
  }
  return { paid: PAID, driven }
}

async function commit(door: Door, name: string, bet: object): Promise<void> {
  const headers = { ...(await door.bearer(name)), 'idempotency-key': crypto.randomUUID() }
  const answer = await door.send('/api/wallet/commit', post(bet, headers))
  if (answer.status !== 201) throw new Error(`not committed: ${await answer.text()}`)
}
