import { expect, test } from 'vitest'
import { LimitsView } from '../../shared/api/account.ts'
import type { Wallet } from '../domain/ledger.ts'
import { NO_LIMITS } from '../domain/limits.ts'
import type { Services } from '../ports.ts'
import { NOW_MICROS, sampleWallet } from './samples.ts'
import { asBrowser, asClient, codeOf, json, startEdge } from './testing.ts'

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

const PROFILE = '/api/account/profile'

/** Ann's pages show `Old`; Firebase knows `name`. */
function profileEdge(name: string | null) {
  const renamed: unknown[] = []
  const identity = {
    displayName: async () => name,
    rename: async (...asked: unknown[]) => void renamed.push(asked),
  }
  const { send } = startEdge({ fakes: { identity } })
  const headers = asBrowser('ann')
  const cookie = `${headers.cookie}; __Host-name=Old`
  const put = (body: object, more = {}) =>
    send(PROFILE, { ...json(body, { ...headers, cookie, ...more }), method: 'PUT' })
  return { send, put, renamed, headers: { ...headers, cookie } }
}

test('a name is kept tidied, and this browser shows it from now on', async () => {
  const { put, renamed } = profileEdge(null)
  const answer = await put({ displayName: ' Zoe\u0308  Q ' })
  expect(await answer.json()).toEqual({ email: 'ann@kai.test', displayName: 'Zo\u00eb Q' })
  expect(renamed).toEqual([['ann', 'Zo\u00eb Q']])
  expect(answer.headers.get('set-cookie')).toMatch(
    /^__Host-name=Zo%C3%AB%20Q; Max-Age=432000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  expect((await put({ displayName: null })).headers.get('set-cookie')).toMatch(/^__Host-name=;/)
})

test('a hostile name is refused and changes nothing', async () => {
  const { put, renamed } = profileEdge(null)
  for (const displayName of ['Ann\u202e', '', 'x'.repeat(61), 7]) {
    expect(await codeOf(await put({ displayName }))).toBe('REQUEST_INVALID')
  }
  expect(renamed).toEqual([])
})

// It was changed on the phone: the laptop must not go on with the old one for days.
test('a browser that shows an older name is told when it looks', async () => {
  const { send, headers } = profileEdge('New')
  const changed = await send(PROFILE, { headers })
  expect(changed.headers.get('set-cookie')).toMatch(/^__Host-name=New;/)
  const same = profileEdge('Old')
  expect((await same.send(PROFILE, { headers })).headers.get('set-cookie')).toBeNull()
  const client = await send(PROFILE, { headers: asClient('ann') })
  expect(client.headers.get('set-cookie')).toBeNull()
})
