// A refusal that says nothing leaves a buyer guessing whether money was taken.
import { describe, expect, test } from 'vitest'
import { FAILURES, type FailureCode } from '../../shared/failure.ts'
import type { About } from './advice.ts'
import { advised, type Problem, readProblem } from './problem.ts'

function problem(code: FailureCode, over: Partial<Problem> = {}): Problem {
  const { status } = FAILURES[code]
  return {
    code,
    status,
    detail: 'what the API said',
    requestId: 'r1',
    retryAfterSeconds: null,
    ...over,
  }
}

const adviceOn = (met: Problem, about?: About) => advised(met, about).advice

describe('every failure of the catalogue', () => {
  test.each(Object.keys(FAILURES) as FailureCode[])('%s has a title and a next step', (code) => {
    const advice = adviceOn(problem(code))
    expect(advice.title).not.toBe('')
    expect(advice.text).not.toBe('')
    if (FAILURES[code].retryable) expect(advice.offer).toBe('retry')
  })
})

test.each([
  'PACKAGE_INACTIVE',
  'PACKAGE_OUT_OF_SYNC',
  'PURCHASES_RESTRICTED',
  'LIMIT_EXCEEDED',
  'CHECKOUT_REFUSED',
  'PAYMENTS_UNAVAILABLE',
] as const)('%s tells a buyer that nothing was charged', (code) => {
  expect(adviceOn(problem(code)).text).toContain('Nothing was charged')
})

// Somebody whose commitment was refused must know that no token moved, and what to do.
test.each([
  ['INSUFFICIENT_TOKENS', 'buy'],
  ['PREDICTION_CLOSED', 'predictions'],
  ['LIMIT_EXCEEDED', 'limits'],
  ['SELF_EXCLUDED', 'limits'],
  ['COMMITMENTS_RESTRICTED', 'none'],
  ['ODDS_CHANGED', 'choose'],
] as const)('%s tells who commits that nothing was committed, and leads on', (code, offer) => {
  const advice = adviceOn(problem(code), 'commitment')
  expect(advice.text).toMatch(/(?:nothing|or) was (?:bought or )?committed/i)
  expect(advice.offer).toBe(offer)
})

test('which limit it was is said in the words of the API', () => {
  const detail = 'This is over your own daily limit for commitments.'
  expect(adviceOn(problem('LIMIT_EXCEEDED', { detail }), 'commitment').text).toContain(detail)
})

test('a used form does not invite to commit again without thought', () => {
  const { text, offer } = adviceOn(problem('IDEMPOTENCY_KEY_REUSED'), 'commitment')
  expect([text, offer]).toEqual([expect.stringContaining('stands'), 'commitments'])
})

test('new odds are read from the refusal, and only when they are odds', async () => {
  const read = async (oddsBps: unknown) =>
    (await readProblem(Response.json({ code: 'ODDS_CHANGED', oddsBps }, { status: 409 }), 'own'))
      .oddsBps
  expect(await read({ yes: 19_000, no: 20_000 })).toEqual({ yes: 19_000, no: 20_000 })
  for (const odd of [null, 'x', { yes: 1.5, no: 2 }, { yes: 19_000 }]) {
    expect(await read(odd)).toBeUndefined()
  }
})

test('too many open orders leads to them, and the wait of a limit is told', () => {
  expect(adviceOn(problem('OPEN_ORDERS_EXCEEDED')).offer).toBe('openOrders')
  const limited = problem('RATE_LIMITED', { retryAfterSeconds: 42 })
  expect(adviceOn(limited).text).toBe('Try again in 42\u00a0seconds.')
  expect(adviceOn(problem('RATE_LIMITED')).text).toBe('Try again in a minute.')
})

// Whoever has too few tokens is not to write to support about it.
test('only a failure of ours has a number for support', () => {
  for (const code of Object.keys(FAILURES) as FailureCode[]) {
    const { requestId } = advised(problem(code))
    expect([code, requestId]).toEqual([code, FAILURES[code].status >= 500 ? 'r1' : ''])
  }
})

test('a problem document is read with its request id and its wait', async () => {
  const body = { code: 'STORE_BUSY', status: 503, detail: 'slow down', requestId: 'r9' }
  const response = Response.json(body, { status: 503, headers: { 'retry-after': '7' } })
  expect(await readProblem(response, 'own')).toMatchObject({
    code: 'STORE_BUSY',
    status: 503,
    detail: 'slow down',
    requestId: 'r9',
    retryAfterSeconds: 7,
  })
})

test.each([
  [503, '<html>gateway</html>', 'SERVICE_UNAVAILABLE'],
  [500, '{"code":"toString"}', 'INTERNAL'],
  [429, '', 'RATE_LIMITED'],
  [401, 'null', 'UNAUTHENTICATED'],
  [404, '[]', 'ROUTE_NOT_FOUND'],
] as const)('%i with a body that is no problem document is still understood', async (...row) => {
  const [status, body, code] = row
  const read = await readProblem(new Response(body, { status }), 'own')
  expect(read).toMatchObject({
    code,
    status,
    requestId: status >= 500 ? 'own' : '',
    detail: '',
    retryAfterSeconds: null,
  })
})
