// The story of a row: its owner must find where the tokens came from and went, and nobody else may.
import { expect, test } from 'vitest'
import { TransactionStory } from '../../shared/api/wallet.ts'
import { RowId } from '../../shared/ids.ts'
import { storyView } from '../http/views.ts'
import { endow, openTo, place } from '../test/betting.ts'
import { codeOf, must, rowsOf } from '../test/shop.ts'
import { ALICE, BOB, startHarness } from '../test/start.ts'
import { readStory } from './read-story.ts'

async function history() {
  const harness = startHarness()
  const s = harness.services
  await openTo(s)
  await endow(s, ALICE, 100)
  await endow(s, BOB, 70)
  must(await place(s, 'key-1'))
  must(await place(s, 'key-2'))
  const rows = (await rowsOf(s)).map(({ id }) => RowId.parse(id))
  return { harness, s, rows }
}

test('a row tells its postings, what was before and after, and its neighbours', async () => {
  const { s, rows } = await history()
  const [last, middle, first] = rows
  const story = storyView(must(await readStory(s, ALICE, RowId.parse(middle))))
  expect(TransactionStory.strict().parse(story)).toMatchObject({
    type: 'commit',
    seq: 2,
    postings: [{ from: 'available', to: 'committed', amount: 30 }],
    before: { availableTokens: 100, committedTokens: 0, owedTokens: 0 },
    after: { availableTokens: 70, committedTokens: 30, owedTokens: 0 },
    olderId: first,
    newerId: last,
  })
  // The id of a row holds its person's id; a posting needs none.
  expect(JSON.stringify(story.postings)).not.toContain('alice')
})

test('the first row has none before it, the last none after it', async () => {
  const { s, rows } = await history()
  const stories = await Promise.all(rows.map((id) => readStory(s, ALICE, id)))
  const ends = stories.map((story) => {
    const { olderId, newerId } = storyView(must(story))
    return [olderId, newerId]
  })
  const [last, middle, first] = rows
  expect(ends).toEqual([
    [middle, null],
    [first, last],
    [null, middle],
  ])
})

test("somebody else's row is not found, exactly as one that never was", async () => {
  const { s, rows, harness } = await history()
  const before = harness.firestore.counters().documentsRead
  for (const id of [...rows, RowId.parse('commit_nobody')]) {
    const refused = await readStory(s, BOB, id)
    expect(codeOf(refused)).toBe('TRANSACTION_NOT_FOUND')
  }
  // Nor does it take longer, which would tell them apart.
  expect(harness.firestore.counters().documentsRead - before).toBe(rows.length + 1)
})
