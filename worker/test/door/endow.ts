// People with tokens, and predictions, put straight into the database: buying would take seconds.
import type { CommitTokens } from '../../../shared/api/predictions.ts'
import { type PayoutJobId, PredictionId } from '../../../shared/ids.ts'
import { tokens } from '../../../shared/tokens.ts'
import { pathOf, SPELLINGS } from '../../adapters/firestore/documents.ts'
import type { Fields } from '../../adapters/firestore/values.ts'
import { payoutJobIdOf } from '../../domain/keys.ts'
import { append, availableOf, emptyWallet } from '../../domain/ledger.ts'
import { newJob } from '../../domain/payout-job.ts'
import type { Prediction } from '../../domain/prediction.ts'
import { userId } from '../../http/testing.ts'
import type { Change, Kind, Stored } from '../../ports.ts'
import { changesOf, ODDS, predictionOf } from '../betting.ts'
import { sha256 } from '../movements.ts'
import { type Door, type HeaderFields, post } from './door.ts'
import { goodToken } from './forge.ts'

interface AtDoor {
  readonly facts: Pick<Door['facts'], 'firestore' | 'projectId'>
}

export async function put({ facts }: AtDoor, changes: readonly Change[]): Promise<void> {
  const root = `projects/${facts.projectId}/databases/(default)/documents`
  const writes = changes.map(({ ref, value }) => {
    const encode = SPELLINGS[ref.kind].encode as (value: Stored[Kind]) => Fields
    return { update: { name: `${root}/${pathOf(ref.kind, ref.id)}`, fields: encode(value) } }
  })
  const owner = { authorization: 'Bearer owner' }
  const answer = await fetch(`${facts.firestore}/v1/${root}:commit`, post({ writes }, owner))
  if (!answer.ok) throw new Error(await answer.text())
}

/** A new person who owns `amount` tokens; the credentials of their client. */
export async function newRich(
  door: Pick<Door, 'facts'>,
  name: string,
  amount: number,
): Promise<HeaderFields> {
  const owner = userId(name)
  const primary = [
    { from: 'house:adjust', to: availableOf(owner), amount: tokens(amount) },
  ] as const
  const movement = {
    id: `adjust_${name}`,
    type: 'adjustment',
    amount: tokens(amount),
    relatedId: null,
    metadata: {},
    primary,
    requestHash: 'endowed',
  } as const
  const { wallet, row } = append(emptyWallet(owner), movement, Date.now() * 1000, sha256)
  await put(door, [
    { ref: { kind: 'wallet', id: name }, value: wallet },
    { ref: { kind: 'row', id: row.id }, value: row },
  ])
  await enroll(door, name)
  return { authorization: `Bearer ${goodToken(door.facts, name)}` }
}

/** Firebase is asked about whoever spends while Redis is too slow, and must know the token. */
async function enroll({ facts }: Pick<Door, 'facts'>, localId: string): Promise<void> {
  const base = `${facts.identity}/identitytoolkit.googleapis.com/v1/projects/${facts.projectId}`
  const owner = { authorization: 'Bearer owner' }
  const made = await fetch(`${base}/accounts`, post({ localId }, owner))
  const text = await made.text()
  if (!made.ok && !text.includes('DUPLICATE_LOCAL_ID')) throw new Error(text)
  // The token is older than the account.
  const old = await fetch(`${base}/accounts:update`, post({ localId, validSince: '1' }, owner))
  if (!old.ok) throw new Error(await old.text())
}

export async function openAt(
  door: AtDoor,
  id: string,
  changes: Partial<Prediction> = {},
): Promise<PredictionId> {
  const named = PredictionId.parse(id)
  await put(door, changesOf(predictionOf(Date.now() * 1000, { ...changes, id: named })))
  return named
}

/** A correction that stopped halfway; its payout waits for an admin to drive it again. */
export async function blockedPayoutAt(door: AtDoor, id: string): Promise<PayoutJobId> {
  const at = Date.now() * 1000
  const predictionId = await openAt(door, id, {
    status: 'resolving',
    outcome: 'yes',
    resolutionVersion: 2,
    lockedAt: at,
    resolvedAt: at,
  })
  const jobId = payoutJobIdOf(predictionId, 2)
  const facts = { id: jobId, predictionId, resolutionVersion: 2, outcome: 'yes' } as const
  const job = newJob({ ...facts, requestHash: 'door', expected: 0 }, at)
  const blocked = { ...job, state: 'blocked', nextCheckAt: null, error: 'door' } as const
  await put(door, [{ ref: { kind: 'payoutJob', id: jobId }, value: blocked }])
  return jobId
}

export interface Bet {
  readonly predictionId: PredictionId
  readonly tokens: number
  readonly key?: string
  readonly more?: Partial<CommitTokens>
}

/** The request of a client; `url` may be another Worker's over the same database. */
export function commitAt(url: string, who: HeaderFields, bet: Bet): Promise<Response> {
  const { predictionId, tokens: stake, key = crypto.randomUUID(), more } = bet
  const body = { predictionId, position: 'yes', tokens: stake, oddsBps: ODDS.yes, ...more }
  return fetch(`${url}/api/wallet/commit`, post(body, { ...who, 'idempotency-key': key }))
}
