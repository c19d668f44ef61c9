// From signing in to being paid, by nothing but the public door: what a person and an admin do.
import type { PayoutJobView } from '../../../shared/api/payouts.ts'
import type { AdminPrediction, CommitmentView } from '../../../shared/api/predictions.ts'
import type { PurchaseView } from '../../../shared/api/tokens.ts'
import type { BalanceView, CommitAnswer, TransactionView } from '../../../shared/api/wallet.ts'
import { type Door, type HeaderFields, post } from './door.ts'
import { buy, until } from './people.ts'

const DAY_MS = 86_400_000
const ODDS = { yes: 18_500, no: 21_000 }
const STAKES = { yes: 100, no: 40 }

interface Listed<T> {
  readonly items: T[]
  readonly nextCursor: string | null
}

/** Fails on any answer but a 2xx. */
async function must<T>(answering: Promise<Response>): Promise<T> {
  const answer = await answering
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

const keyed = (who: HeaderFields): HeaderFields => ({
  ...who,
  'idempotency-key': crypto.randomUUID(),
})

/** Follows the cursors to the end, three at a time. */
async function all<T>(door: Door, who: HeaderFields, path: string): Promise<T[]> {
  const items: T[] = []
  let cursor = ''
  do {
    const mark = path.includes('?') ? '&' : '?'
    const address = `${path}${mark}limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    const page = await must<Listed<T>>(door.send(address, { headers: who }))
    items.push(...page.items)
    cursor = page.nextCursor ?? ''
  } while (cursor !== '')
  return items
}

export interface Journey {
  readonly bought: PurchaseView
  readonly commits: readonly CommitAnswer[]
  readonly payout: PayoutJobView | undefined
  readonly prediction: AdminPrediction
  readonly balance: BalanceView
  readonly history: readonly TransactionView[]
  readonly won: readonly CommitmentView[]
  readonly mine: readonly CommitmentView[]
  readonly purchases: readonly PurchaseView[]
}

async function openPrediction(door: Door, admin: HeaderFields): Promise<string> {
  const wording = {
    title: 'The journey ends well',
    description: 'Yes if everybody is paid.',
    category: 'travel',
    closesAt: new Date(Date.now() + DAY_MS).toISOString(),
    oddsBps: ODDS,
  }
  const drafted = door.send('/api/admin/predictions', post(wording, keyed(admin)))
  const { id } = await must<AdminPrediction>(drafted)
  await must(door.send(`/api/admin/predictions/${id}/open`, post({}, keyed(admin))))
  const listed = await all<AdminPrediction>(door, {}, '/api/predictions?category=travel')
  if (!listed.some((each) => each.id === id)) throw new Error('an open prediction is not listed')
  return id
}

/** Both sides, so that one is lost and one is won. */
async function commitBoth(door: Door, who: HeaderFields, predictionId: string) {
  const commits: CommitAnswer[] = []
  for (const position of ['yes', 'no'] as const) {
    const [tokens, oddsBps] = [STAKES[position], ODDS[position]]
    const bet = { predictionId, position, tokens, oddsBps }
    commits.push(await must(door.send('/api/wallet/commit', post(bet, keyed(who)))))
  }
  return commits
}

async function payOut(door: Door, admin: HeaderFields, id: string) {
  const path = `/api/admin/predictions/${id}`
  await must(door.send(`${path}/lock`, post({}, keyed(admin))))
  await must(door.send(`${path}/resolve`, post({ outcome: 'yes', dryRun: true }, keyed(admin))))
  await must(door.send(`${path}/resolve`, post({ outcome: 'yes' }, keyed(admin))))
  const jobs = `/api/admin/payout-jobs?state=done&predictionId=${id}`
  let payout: PayoutJobView | undefined
  await until('the payout is done', async () => {
    const { items } = await must<Listed<PayoutJobView>>(door.send(jobs, { headers: admin }))
    payout = items[0]
    return payout !== undefined
  })
  const prediction = await must<AdminPrediction>(door.send(`/api/predictions/${id}`))
  return { payout, prediction }
}

/** `name` is new; buys 500 tokens, commits 100 to what comes true and 40 to the other side. */
export async function travel(door: Door, name: string): Promise<Journey> {
  await door.newPerson(name)
  const who = await door.bearer(name)
  const admin = await door.bearer('admin')
  const bought = await buy(door, name, 'starter')
  const id = await openPrediction(door, admin)
  const commits = await commitBoth(door, who, id)
  const ended = await payOut(door, admin, id)
  // In the browser's way, too: a session's cookie instead of a token.
  const cookie = await door.cookieOf(name)
  const asked = { headers: { ...cookie, 'x-wallet-version': String(Number.MAX_SAFE_INTEGER) } }
  return {
    bought,
    commits,
    ...ended,
    balance: await must(door.send('/api/wallet/balance', asked)),
    history: await all(door, who, '/api/wallet/transactions'),
    won: await all(door, who, `/api/wallet/commitments?status=won&predictionId=${id}`),
    mine: await all(door, who, '/api/wallet/commitments'),
    purchases: await all(door, who, '/api/tokens/purchases?status=credited'),
  }
}
