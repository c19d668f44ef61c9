// A crowd bets while an admin changes the odds, locks and resolves: nobody may be committed at odds
// that they did not see, nor after the lock, and whoever was told 201 must be there and be paid.
import { expect, test } from 'vitest'
import type { CommitTokens, PredictionView } from '../../../shared/api/predictions.ts'
import type { CommitAnswer } from '../../../shared/api/wallet.ts'
import { decodeDocument } from '../../adapters/firestore/writes.ts'
import type { Commitment } from '../../domain/commitment.ts'
import { ODDS } from '../betting.ts'
import { type HeaderFields, post, theDoor } from './door.ts'
import { newRich, openAt } from './endow.ts'
import { until } from './people.ts'

const door = theDoor()
const PEOPLE = 30
const ROUNDS_MAX = 200
const id = 'door-closing'
const path = `/api/admin/predictions/${id}`

interface Taken {
  readonly commitmentId: string
  readonly oddsBps: number
}
interface Crowd {
  readonly taken: Taken[]
  readonly refused: Record<string, number>
}

/** Bets again and again at the odds last heard of, until the prediction takes no more. */
async function betUntilClosed(who: HeaderFields, crowd: Crowd): Promise<void> {
  let oddsBps: number = ODDS.yes
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const body: Partial<CommitTokens> = { position: 'yes', tokens: 1 as CommitTokens['tokens'] }
    const headers = { ...who, 'idempotency-key': crypto.randomUUID() }
    const sent = post({ ...body, predictionId: id, oddsBps }, headers)
    const answer = await door.send('/api/wallet/commit', sent)
    const told = (await answer.json()) as Partial<CommitAnswer> & {
      code?: string
      oddsBps?: PredictionView['oddsBps']
    }
    if (answer.status === 201) {
      crowd.taken.push({ commitmentId: told.commitment?.id ?? '', oddsBps })
      continue
    }
    const code = told.code ?? String(answer.status)
    crowd.refused[code] = (crowd.refused[code] ?? 0) + 1
    if (code === 'ODDS_CHANGED') oddsBps = told.oddsBps?.yes ?? 0
    else if (code !== 'STORE_BUSY') return
  }
}

async function act(method: string, address: string, body: object): Promise<number> {
  const headers = { ...(await door.bearer('admin')), 'idempotency-key': crypto.randomUUID() }
  const { body: text, headers: typed } = post(body, headers)
  const answer = await door.send(address, { method, body: text ?? null, headers: typed ?? {} })
  await answer.body?.cancel()
  return answer.status
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function stored(): Promise<{ commitments: Commitment[]; lockedAt: string; status: string }> {
  const documents = Object.entries(await door.documents())
  const commitments = documents
    .filter(([name, text]) => name.startsWith('commitments/') && text.includes(id))
    .map(([name, text]) => decodeDocument('commitment', { name, ...JSON.parse(text) }))
  const { createTime } = JSON.parse(Object.fromEntries(documents)[`locks/${id}`] ?? '{}')
  const job = JSON.parse(Object.fromEntries(documents)[`payoutJobs/${id}_v1`] ?? '{}')
  return { commitments, lockedAt: createTime, status: job.fields?.state?.stringValue }
}

test('no bet lands after the lock, none is lost, none is at odds that nobody saw', async () => {
  await openAt(door, id, { maxTokens: 10 })
  const crowd: Crowd = { taken: [], refused: {} }
  const names = Array.from({ length: PEOPLE }, (_, i) => `closing-${i}`)
  const people = await Promise.all(names.map((name) => newRich(door, name, 10_000)))
  const betting = Promise.all(people.map((who) => betUntilClosed(who, crowd)))
  for (const yes of [19_000, 20_500]) {
    await wait(2_100)
    expect(await act('PATCH', path, { oddsBps: { yes, no: 20_000 } })).toBe(200)
  }
  await wait(2_100)
  expect(await act('POST', `${path}/lock`, {})).toBe(200)
  expect(await act('POST', `${path}/resolve`, { outcome: 'yes' })).toBe(200)
  await betting
  await until('it is paid out', async () => (await stored()).status === 'done')

  const { commitments, lockedAt } = await stored()
  const byId = new Map(commitments.map((each) => [each.id as string, each]))
  // Whoever was told so is there, and nobody else.
  expect(new Set(byId.keys())).toEqual(new Set(crowd.taken.map((each) => each.commitmentId)))
  for (const { commitmentId, oddsBps } of crowd.taken) {
    expect(byId.get(commitmentId)).toMatchObject({ oddsBps, status: 'won', settledVersion: 1 })
  }
  const lock = decodeDocument('lock', { name: '', createTime: lockedAt, updateTime: lockedAt })
  for (const { bornAt = 0 } of commitments) expect(bornAt).toBeLessThan(lock.bornAt ?? 0)
  expect(crowd.refused.PREDICTION_CLOSED).toBe(PEOPLE)
  expect(crowd.refused.ODDS_CHANGED).toBeGreaterThan(0)
  expect(new Set(crowd.taken.map(({ oddsBps }) => oddsBps))).toEqual(
    new Set([ODDS.yes, 19_000, 20_500]),
  )
})
