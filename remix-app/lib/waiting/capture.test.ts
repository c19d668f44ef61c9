// What waits must be what was tapped: another side, stake or key would be somebody's loss.

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { UserId } from '../../../shared/ids.ts'
import { commitmentIdOf, purchaseIdOf } from '../../../worker/domain/keys.ts'
import { entryOf, factsIn } from './capture.ts'
import { isSameWish } from './entry.ts'
import * as ids from './ids.ts'
import { commitment, NOW, offer, prediction, purchase } from './testing.ts'

const facts = { userId: 'ann', available: 100, prediction, offers: [offer] }
const rest = { since: NOW - 60_000, wasSent: false }

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}
const filled = { key: 'key-1', side: 'yes', stake: '30', oddsYes: '18500', oddsNo: '20000' }

test('a commitment waits as it was filled in, at the odds that were seen', () => {
  expect(entryOf(formOf(filled), facts, rest)).toEqual(commitment)
})

test('a purchase waits at the price that was seen, with the key its form would send', () => {
  expect(entryOf(formOf({ key: 'key-2', packageId: 'pack' }), facts, rest)).toEqual(purchase)
})

test.each([
  ['no side', { ...filled, side: '' }],
  ['half a token', { ...filled, stake: '0.5' }],
  ['nothing', { ...filled, stake: '' }],
  ['no key', { ...filled, key: '' }],
  ['a package that is not on the page', { key: 'key-2', packageId: 'other' }],
])('%s is not kept', (_, fields) => {
  expect(entryOf(formOf(fields), facts, rest)).toBeNull()
})

test('what the page shows is found in the data of its routes', () => {
  const balance = { value: { availableTokens: 100 } }
  expect(factsIn('ann', [undefined, { prediction, own: { balance } }])).toEqual({
    ...facts,
    offers: [],
  })
  expect(factsIn('ann', [{ balance }, { packages: { value: { items: [offer] } } }])).toEqual({
    ...facts,
    prediction: null,
  })
})

// With its key alone, "100 to Yes" would be sent for somebody who has changed it to "300 to No".
test('a form with the same key that asks for something else is another one', () => {
  const changed = (more: Record<string, string>) =>
    entryOf(formOf({ ...filled, ...more }), facts, rest) ?? purchase

  expect(isSameWish(commitment, changed({}))).toBe(true)
  const others = { side: 'no', stake: '31', oddsYes: '18400', key: 'key-9' }
  for (const [name, value] of Object.entries(others)) {
    expect(isSameWish(commitment, changed({ [name]: value }))).toBe(false)
  }
})

// Looked up under another id, a commitment that arrived would be thought lost, and asked about.
test('what was sent is looked for under the id that the server gave it', async () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const [userId, key] = [UserId.parse('ann'), crypto.randomUUID()]

  expect(await ids.commitmentIdOf(userId, key)).toBe(commitmentIdOf(sha256, userId, key))
  expect(await ids.purchaseIdOf(userId, key)).toBe(purchaseIdOf(sha256, userId, key))
})
