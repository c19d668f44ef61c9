// The forms of the account page: what is sent on, and what is asked about first.
import { expect, test } from 'vitest'
import { action as signOut } from '../routes/sign-out.ts'
import { accountAction } from './account-page.server.ts'
import { visitTo } from './testing.ts'

const LIMITS = { purchaseUsdCentsPerDay: null, commitTokensPerDay: null, wished: null }

async function sent(path: string, fields: Record<string, string>, answer = Response.json(LIMITS)) {
  const visit = visitTo(path, answer)
  const body = new URLSearchParams(fields)
  const request = new Request(visit.request, { method: 'POST', body })
  return { visit: { ...visit, request, params: {} }, calls: visit.calls }
}

async function named(displayName: string) {
  const { visit, calls } = await sent('/account', { intent: 'profile', displayName })
  const answer = await accountAction(visit)
  return { answer, calls }
}

test('a name is tidied and sent, an empty one is taken away', async () => {
  const { answer, calls } = await named('  Zoe\u0308  Q ')
  expect(calls).toEqual([
    { path: '/api/account/profile', call: { method: 'PUT', body: { displayName: 'Zo\u00eb Q' } } },
  ])
  expect(answer).toBeInstanceOf(Response)
  expect((await named(' ')).calls[0]?.call?.body).toEqual({ displayName: null })
})

test('a name nobody may see stays in its field, with the reason', async () => {
  const { answer, calls } = await named('Ann\u202e')
  expect(calls).toEqual([])
  expect(answer).toMatchObject({
    data: { about: 'profile', draft: { displayName: 'Ann\u202e' }, problem: null },
    init: { status: 400 },
  })
})

// "Signed out everywhere" said too early costs whoever relies on it.
test('signing out everywhere is said when it is done, and else where to try again', async () => {
  const everywhere = async (answer: Response) => {
    const { visit, calls } = await sent('/sign-out', { everywhere: 'on' }, answer)
    const page = await signOut(visit as never)
    return [calls[0]?.path, page.headers.get('location')]
  }
  expect(await everywhere(new Response(null, { status: 204 }))).toEqual([
    '/api/session/all',
    '/sign-in?reason=everywhere',
  ])
  const away = Response.json({ code: 'SERVICE_UNAVAILABLE' }, { status: 503 })
  expect(await everywhere(away)).toEqual(['/api/session/all', '/account?failed=everywhere#devices'])
  const { visit, calls } = await sent('/sign-out', {}, new Response(null, { status: 204 }))
  expect((await signOut(visit as never)).headers.get('location')).toBe('/')
  expect(calls[0]?.path).toBe('/api/session')
})
