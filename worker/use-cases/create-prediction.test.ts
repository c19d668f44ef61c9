// A prediction comes into being once, with everything that bets on it will touch.
import { describe, expect, test } from 'vitest'
import { gateOf } from '../domain/prediction.ts'
import { chainOf, drafted, gatesOf, wordingOf, writtenAt } from '../test/admins.ts'
import { codeOf, must } from '../test/shop.ts'
import { ADMIN, BOB, startHarness } from '../test/start.ts'
import { createPrediction } from './create-prediction.ts'

function start() {
  const harness = startHarness()
  const s = harness.services
  const create = (changes = {}, key: string | undefined = 'key-1', adminId = ADMIN) =>
    createPrediction(s, { adminId, wording: wordingOf(s, changes), key })
  return { harness, s, create }
}

test('drafting writes prediction, sixteen gates, audit and receipt in one commit', async () => {
  const { harness, s, create } = start()
  const { value, replayed } = must(await create())
  expect(replayed).toBe(false)
  expect(value).toMatchObject({ status: 'draft', createdAt: harness.clock.now() * 1000 })
  expect(await gatesOf(s, value.id)).toEqual(Array.from({ length: 16 }, () => gateOf(value)))
  const documents = await harness.documents()
  expect(Object.keys(documents)).toHaveLength(1 + 16 + 3)
  expect(writtenAt(documents, /./).size).toBe(1)
  const [entry] = await chainOf(s)
  expect(entry).toMatchObject({ action: 'prediction.create', target: value.id, before: null })
  expect(JSON.parse(entry?.after ?? '')).toEqual(value)
})

describe('the same key', () => {
  // The admin's phone lost the answer: two predictions would split the bets.
  test('pressed five times at once makes one prediction', async () => {
    const { harness, create } = start()
    const all = (await Promise.all(Array.from({ length: 5 }, () => create()))).map(must)
    expect(new Set(all.map(({ value }) => value.id)).size).toBe(1)
    expect(all.filter(({ replayed }) => !replayed)).toHaveLength(1)
    const before = await harness.documents()
    expect(must(await create()).replayed).toBe(true)
    expect(await harness.documents()).toEqual(before)
  })

  test('for another wording is refused; of another admin it is another key', async () => {
    const { create } = start()
    const first = must(await create())
    expect(codeOf(await create({ title: 'Other' }))).toBe('IDEMPOTENCY_KEY_REUSED')
    expect(must(await create({}, 'key-1', BOB)).value.id).not.toBe(first.value.id)
  })

  test('left out, each request is its own draft', async () => {
    const { s } = start()
    expect((await drafted(s)).id).not.toBe((await drafted(s)).id)
  })
})

test('what is refused leaves nothing behind, not even its key', async () => {
  const { harness, create } = start()
  expect(codeOf(await create({ closesAt: 1 }))).toBe('REQUEST_INVALID')
  expect(await harness.documents()).toEqual({})
  expect(codeOf(await create())).toBe('ok')
})
