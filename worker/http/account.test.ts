import { expect, test } from 'vitest'
import { LimitsView } from '../../shared/api/account.ts'
import type { Wallet } from '../domain/ledger.ts'
import { NO_LIMITS } from '../domain/limits.ts'
import type { Services } from '../ports.ts'
import { NOW_MICROS, sampleWallet } from './samples.ts'
import { asClient, codeOf, startEdge } from './testing.ts'

const LIMITS = '/api/account/limits'
const DAY = 86_400_000_000

function edgeWith(wallet: Wallet) {
  const read = async () => ({ wallet }) as never
  const atomically: Services['store']['atomically'] = async (_, decide) =>
    decide({ wallet } as never).answer
  return startEdge({ fakes: { store: { read, atomically } } })
}

test('limits are shown as they hold now, with what was used of them', async () => {
  const wished = { purchaseCentsPerDay: null, commitTokensPerDay: 9, startsAt: NOW_MICROS + 1 }
  const { send } = edgeWith(
    sampleWallet({
      limits: { ...NO_LIMITS, commitTokensPerDay: 5, excludedUntil: NOW_MICROS, wished },
      day: { day: Math.floor(NOW_MICROS / DAY), committedTokens: 3, purchasedCents: 100 },
      openOrders: { pur_a: 499 },
    }),
  )
  const text = await (await send(LIMITS, { headers: asClient('ann') })).text()
  expect(LimitsView.strict().parse(JSON.parse(text))).toEqual({
    purchaseUsdCentsPerDay: null,
    commitTokensPerDay: 5,
    excludedUntil: null,
    wished: {
      purchaseUsdCentsPerDay: null,
      commitTokensPerDay: 9,
      startsAt: '2026-01-02T03:04:05.000001Z',
    },
    today: { purchasedUsdCents: 599, committedTokens: 3 },
  })
})

// Leaving a limit out must not lift it.
test('setting them names every limit, and answers with what holds from now on', async () => {
  const { send } = edgeWith(sampleWallet())
  const put = async (body: object) => {
    const headers = { ...asClient('ann'), 'content-type': 'application/json' }
    return send(LIMITS, { method: 'PUT', headers, body: JSON.stringify(body) })
  }
  expect(await codeOf(await put({ commitTokensPerDay: 5 }))).toBe('REQUEST_INVALID')
  const body = { purchaseUsdCentsPerDay: 1000, commitTokensPerDay: null, excludeDays: 2 }
  expect(await (await put(body)).json()).toMatchObject({
    purchaseUsdCentsPerDay: 1000,
    commitTokensPerDay: null,
    excludedUntil: '2026-01-04T03:04:05.000000Z',
  })
})
