// One form is one commitment; the odds sent are the odds seen.
import { describe, expect, test } from 'vitest'
import type { ApiCall } from '../../shared/pages.ts'
import { afterProblem, commitTokens, errorsOf, readCommitForm } from './commit-form.server.ts'
import { advised, type Problem, type ProblemView } from './problem.ts'
import { visitTo } from './testing.ts'

const KEY = '0b0e7a5e-5a0b-4c55-9d5e-3f6f0f6f2a11'

function sent(over: Record<string, string> = {}) {
  const fields = { key: KEY, side: 'no', stake: '50', oddsYes: '18500', oddsNo: '21000', ...over }
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return readCommitForm(form)
}

async function requestOf(over: Record<string, string>): Promise<ApiCall | undefined> {
  const visit = visitTo('/predictions/prd', Response.json({}, { status: 201 }))
  await commitTokens(visit, 'prd', sent(over))
  return visit.calls[0]?.call
}

test('the request names side, stake and the odds seen, under the key of the form', async () => {
  expect(await requestOf({})).toEqual({
    method: 'POST',
    body: { predictionId: 'prd', position: 'no', tokens: 50, oddsBps: 21_000 },
    idempotencyKey: KEY,
  })
  expect((await requestOf({ side: 'yes' }))?.body).toMatchObject({ oddsBps: 18_500 })
})

// With a key per stake, a slip after a lost answer would commit twice.
test('another stake or side does not make another key', async () => {
  const keys = [await requestOf({ stake: '60' }), await requestOf({ side: 'yes' })]
  expect(keys.map((call) => call?.idempotencyKey)).toEqual([KEY, KEY])
})

test.each(['', '0', '-5', '1.5', '1e3', 'all', '2000000000', '1,0'])(
  'a stake of %j is not sent but asked about',
  (stake) => expect(Object.keys(errorsOf(sent({ stake })))).toEqual(['stake']),
)

test('a missing side is asked about, and a stake with separators is understood', () => {
  expect(Object.keys(errorsOf(sent({ side: '' })))).toEqual(['side'])
  expect(errorsOf(sent({ stake: '1,100' }))).toEqual({})
})

// Without scripts the form can't say what it would do: then nothing may move yet.
test.each([
  [{}, false],
  [{ shown: 'no:50:21000' }, true],
  [{ shown: 'no:50:21000', stake: '500' }, false],
  [{ shown: 'no:50:21000', side: 'yes' }, false],
  [{ shown: 'no:50:21000', oddsNo: '20000' }, false],
  [{ shown: '', side: '' }, false],
])('a form with %j is confirmed: %s', (over, confirmed) => {
  expect(sent(over).confirmed).toBe(confirmed)
})

describe('after a problem', () => {
  const problem = (over: Partial<Problem>): ProblemView =>
    advised(
      {
        code: 'ODDS_CHANGED',
        status: 409,
        detail: '',
        requestId: 'r1',
        retryAfterSeconds: null,
        ...over,
      },
      'commitment',
    )

  // An outage leaves open whether the tokens moved: only the same key can't move them again.
  test('an outage keeps the key, a refusal renews it', () => {
    const away = problem({ code: 'STORE_UNAVAILABLE', status: 503 })
    expect(afterProblem(sent(), away).draft.key).toBe(KEY)
    expect(afterProblem(sent(), problem({})).draft.key).not.toBe(KEY)
  })

  test('what was typed stays, and new odds are shown in place of the old', () => {
    const oddsBps = { yes: 17_000, no: 23_000 }
    const { draft, before } = afterProblem(sent(), problem({ oddsBps }))
    expect(draft).toMatchObject({ side: 'no', stake: '50', odds: oddsBps })
    expect(before).toEqual({ yes: 18_500, no: 21_000 })
  })
})
