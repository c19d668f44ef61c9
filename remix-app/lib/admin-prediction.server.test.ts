// Odds bind the house to everybody who commits at them: an admin sees what they do first.
import { expect, test } from 'vitest'
import { actOn } from './admin-prediction.server.ts'
import { NO_EXPOSURE } from './exposure.ts'
import { EMPTY_DRAFT, oddsSeen } from './prediction-draft.ts'
import { visitTo } from './testing.ts'

const SAVED = {
  ...EMPTY_DRAFT,
  ...{ title: 'It snows', description: 'Yes if it does.', category: 'weather' },
  ...{ closesAt: '2026-12-01T18:30', oddsYes: '1.85', oddsNo: '2.1' },
}

async function send(fields: Record<string, string>) {
  const form = new FormData()
  const before = Object.entries(SAVED).map(([name, value]) => [`was-${name}`, value] as const)
  const all = { ...SAVED, ...Object.fromEntries(before), isOpen: '1', intent: 'edit', ...fields }
  for (const [name, value] of Object.entries(all)) form.set(name, value)
  const visit = visitTo('/admin/predictions/prd-1', Response.json({}), true)
  const answer = await actOn(visit, 'prd-1', form)
  const lookFirst = 'data' in answer && JSON.stringify(answer.data).includes('"lookFirst":true')
  return { calls: visit.calls.map(({ call }) => call?.body), lookFirst }
}

const ODDS = { oddsBps: { yes: 34_000, no: 21_000 } }

test('other odds of an open prediction are saved once what they do was shown', async () => {
  expect(await send({ oddsYes: '3.4', seen: '1.85 2.1' })).toEqual({ calls: [], lookFirst: true })
  expect(await send({ oddsYes: '3.4', seen: '3.40 2.1' })).toEqual({ calls: [], lookFirst: true })
  const seen = await send({ oddsYes: '3.4', seen: '3.4 2.1' })
  expect(seen).toEqual({ calls: [ODDS], lookFirst: false })
})

// While the house's results can't be read nobody has seen anything; odds that ruin it can't wait.
test('odds whose effect can’t be shown are saved only by whoever says so', async () => {
  const draft = { ...SAVED, oddsYes: '3.4' }
  const seen = oddsSeen(draft, null)
  expect(await send({ oddsYes: '3.4', seen })).toEqual({ calls: [], lookFirst: true })
  const said = await send({ oddsYes: '3.4', seen, intent: 'unseen' })
  expect(said).toEqual({ calls: [ODDS], lookFirst: false })
  expect(oddsSeen(draft, NO_EXPOSURE)).toBe('3.4 2.1')
})

test('words are saved at once, and so are the odds of a draft', async () => {
  const words = await send({ title: 'It hails', seen: '' })
  expect(words).toEqual({ calls: [{ title: 'It hails' }], lookFirst: false })
  const draft = await send({ oddsYes: '3.4', isOpen: '', seen: '' })
  expect(draft).toEqual({ calls: [ODDS], lookFirst: false })
})

test('a preview sends nothing', async () => {
  expect((await send({ intent: 'show', title: 'It hails' })).calls).toEqual([])
})
