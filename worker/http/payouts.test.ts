// The admin's door to payouts, over the real store: what goes in is checked, what comes out is what
// the contract promises, and nobody else gets in.
import { describe, expect, test } from 'vitest'
import { PayoutJobList, PayoutJobView } from '../../shared/api/payouts.ts'
import { Resolution } from '../../shared/api/resolutions.ts'
import { RAIN } from '../test/betting.ts'
import { gather } from '../test/crowd.ts'
import { drainQueue, JOB, lockRain } from '../test/payouts.ts'
import { startHarness } from '../test/start.ts'
import { asClient, codeOf, json, startEdge } from './testing.ts'

const RESOLVE = `/api/admin/predictions/${RAIN}/resolve`
const JOBS = '/api/admin/payout-jobs'
const admin = asClient('admin')

async function start() {
  const harness = startHarness()
  await gather(harness.services, { people: 4, commitments: 8 })
  harness.clock.advance(1_000)
  await lockRain(harness.services)
  const { store, queue, clock, hash, random } = harness.services
  const edge = startEdge({ fakes: { store, queue, clock, hash, random } })
  const post = (path: string, body: object, headers: Record<string, string> = admin) =>
    edge.send(path, json(body, headers))
  return { ...edge, harness, post }
}

async function resolutionOf(response: Response): Promise<Resolution> {
  expect(response.status).toBe(200)
  return Resolution.parse(await response.json())
}

describe('resolving', () => {
  test('a dry run tells what would happen and moves nothing', async () => {
    const { harness, post } = await start()
    const before = await harness.documents()
    const { preview, payout, prediction } = await resolutionOf(
      await post(RESOLVE, { outcome: 'yes', dryRun: true }),
    )
    expect(preview).toMatchObject({ winners: 4, losers: 4, refunds: 0, owed: 0 })
    expect(preview?.stakes).toBe((prediction.totals.yes ?? 0) + (prediction.totals.no ?? 0))
    expect([payout, prediction.status]).toEqual([null, 'locked'])
    expect(await harness.documents()).toEqual(before)
    expect(harness.queue.waiting()).toEqual([])
  })

  test('answers with the payout to come, and the same again for the same key', async () => {
    const { harness, post } = await start()
    const headers = { ...admin, 'idempotency-key': 'one' }
    const first = await post(RESOLVE, { outcome: 'no' }, headers)
    const again = await post(RESOLVE, { outcome: 'no' }, headers)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    const resolution = await resolutionOf(first)
    expect(await again.json()).toEqual(resolution)
    expect(resolution).toMatchObject({
      preview: null,
      prediction: { status: 'resolving', outcome: 'no', resolutionVersion: 1 },
      payout: { id: JOB, state: 'queued', expected: 8, settled: 0, error: null, finishedAt: null },
    })
    expect(harness.queue.waiting()).toContainEqual({ v: 1, kind: 'payout', jobId: JOB })
  })

  test.each([
    [{}, 'REQUEST_INVALID'],
    [{ outcome: 'maybe' }, 'REQUEST_INVALID'],
    [{ outcome: 'yes', reason: '' }, 'REQUEST_INVALID'],
    [{ outcome: 'yes', resolutionVersion: 0 }, 'REQUEST_INVALID'],
    [{ outcome: 'yes', payout: 5 }, 'REQUEST_INVALID'],
    [{ outcome: 'yes', reason: 'x', resolutionVersion: 1 }, 'PREDICTION_STATE'],
  ])('%j: %s, and nothing is written', async (body, code) => {
    const { harness, post } = await start()
    const before = await harness.documents()
    expect(await codeOf(await post(RESOLVE, body))).toBe(code)
    expect(await harness.documents()).toEqual(before)
  })

  test('is for admins only', async () => {
    const { post } = await start()
    const ann = asClient('ann')
    expect(await codeOf(await post(RESOLVE, { outcome: 'yes' }, ann))).toBe('ADMIN_REQUIRED')
    expect(await codeOf(await post(`${JOBS}/${JOB}/drive`, {}, ann))).toBe('ADMIN_REQUIRED')
  })
})

describe('watching', () => {
  test('a payout shows how far it is, without its holder and tokens', async () => {
    const { harness, post, send } = await start()
    await post(RESOLVE, { outcome: 'yes' })
    await drainQueue(harness)
    const answer = await send(`${JOBS}?state=done&predictionId=${RAIN}`, { headers: admin })
    const { items } = PayoutJobList.parse(await answer.json())
    expect(items).toMatchObject([{ id: JOB, state: 'done', settled: 8, won: 4, lost: 4, late: 0 }])
    for (const item of items) expect(PayoutJobView.strict().safeParse(item).success).toBe(true)
    const none = await send(`${JOBS}?state=blocked`, { headers: admin })
    expect(await none.json()).toEqual({ items: [] })
  })

  test('what is not blocked is not driven', async () => {
    const { post } = await start()
    expect(await codeOf(await post(`${JOBS}/${JOB}/drive`, {}))).toBe('PAYOUT_JOB_NOT_FOUND')
    await post(RESOLVE, { outcome: 'yes' })
    expect(await codeOf(await post(`${JOBS}/${JOB}/drive`, {}))).toBe('PAYOUT_NOT_BLOCKED')
  })
})
