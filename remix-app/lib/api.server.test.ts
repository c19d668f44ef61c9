// Pages must survive what the API answers: a lost session, an outage, a cookie to pass on.
import { describe, expect, test } from 'vitest'
import { callApi, listSection, orPage, requireAdmin, requireViewer, section } from './api.server.ts'
import { readPurchaseForm, startPurchase } from './purchase-form.server.ts'
import { visitTo } from './testing.ts'

const refusal = (code: string, status: number) =>
  Response.json({ code, requestId: 'r1' }, { status })

function thrownBy(run: () => unknown): unknown {
  try {
    run()
  } catch (thrown) {
    return thrown
  }
  throw new Error('nothing was thrown')
}

describe('a session the API no longer accepts', () => {
  test('leads to the sign-in page and back, without bouncing', async () => {
    const visit = visitTo('/wallet/history', refusal('UNAUTHENTICATED', 401))
    const thrown: unknown = await callApi(visit, '/api/wallet/balance').catch((error) => error)
    expect(thrown).toBeInstanceOf(Response)
    const location = thrown instanceof Response ? thrown.headers.get('location') : null
    expect(location).toBe('/sign-in?next=%2Fwallet%2Fhistory&reason=ended')
  })

  // A page that only asks to sign in looks as if it had forgotten the person.
  test('is told from never having had one', () => {
    const { request, context } = visitTo('/wallet/buy', Response.json({}))
    const stranger = { ...context, viewer: null }
    const placeFor = (cookie: string) => {
      const sent = new Request(request, { headers: { cookie } })
      const thrown = thrownBy(() => requireViewer({ request: sent, context: stranger }))
      return thrown instanceof Response ? thrown.headers.get('location') : null
    }
    const ended = '/sign-in?next=%2Fwallet%2Fbuy&reason=ended'
    expect(placeFor('zone=UTC; __Host-session=ey')).toBe(ended)
    expect(placeFor('zone=UTC; __Host-session=; x=1')).toBe('/sign-in?next=%2Fwallet%2Fbuy')
    expect(placeFor('zone=UTC')).toBe('/sign-in?next=%2Fwallet%2Fbuy')
  })
})

test('an outage empties one section, a refusal ends the page with its status', async () => {
  const away = await callApi(visitTo('/wallet', refusal('STORE_UNAVAILABLE', 503)), '/api/x')
  expect(section(away)).toMatchObject({ value: null, problem: { code: 'STORE_UNAVAILABLE' } })

  const barred = await callApi(visitTo('/wallet', refusal('ACCOUNT_DISABLED', 403)), '/api/x')
  expect(thrownBy(() => section(barred))).toMatchObject({ init: { status: 403 } })
  expect(thrownBy(() => orPage(away))).toMatchObject({ init: { status: 503 } })
})

test('an old cursor starts the list anew instead of ending the page', async () => {
  const answer = await callApi(visitTo('/wallet/history', refusal('CURSOR_INVALID', 400)), '/api/x')
  const thrown = thrownBy(() => listSection(answer, '/wallet/history?type=win'))
  const location = thrown instanceof Response ? thrown.headers.get('location') : null
  expect(location).toBe('/wallet/history?type=win')
})

test('the admin page is for admins', () => {
  const visit = visitTo('/admin/packages', Response.json({}))
  expect(thrownBy(() => requireAdmin(visit))).toMatchObject({ init: { status: 403 } })
  expect(requireAdmin(visitTo('/admin/packages', Response.json({}), true)).admin).toBe(true)
})

describe('a purchase form sent twice is one purchase', () => {
  const sent = (key: string, packageId: string) => {
    const form = new FormData()
    form.set('key', key)
    form.set('packageId', packageId)
    return readPurchaseForm(form)
  }
  const KEY = '0b0e7a5e-5a0b-4c55-9d5e-3f6f0f6f2a11'

  async function keyFor(key: string, packageId: string): Promise<string | undefined> {
    const visit = visitTo('/wallet/buy', Response.json({}, { status: 201 }))
    await startPurchase(visit, sent(key, packageId))
    return visit.calls[0]?.call?.idempotencyKey
  }

  test('the same form and package repeat their key, another package has its own', async () => {
    expect(await keyFor(KEY, 'regular')).toBe(await keyFor(KEY, 'regular'))
    expect(await keyFor(KEY, 'serious')).not.toBe(await keyFor(KEY, 'regular'))
  })

  test('a key that was tampered with never reaches the API', async () => {
    expect(await keyFor('someone-elses key\r\n', 'regular')).toMatch(/^[0-9a-f-]{36}\.regular$/)
  })
})
