// A query whose index is missing works on every laptop whose database doesn't ask for one, and
// fails in production; an index that nothing needs is paid for with every write.
import { beforeAll, describe, expect, test } from 'vitest'
import type { IndexFile } from '../../../local/firestore/index.ts'
import { readIndexes } from '../../../local/stand-ins.ts'
import { consume } from '../../jobs/queue.ts'
import { endow, openTo, place } from '../betting.ts'
import { startIsolate } from '../faults/isolate.ts'
import { jobNow, lockRain, payoutMail, resolveRain } from '../payouts.ts'
import { must } from '../shop.ts'
import { ALICE, startHarness } from '../start.ts'
import { type Asked, startAsking } from './asking.ts'
import { ALL_QUESTIONS, type Question } from './questions.ts'

const FILE: IndexFile = readIndexes()
const nameOf = ({ collectionGroup, fields }: IndexFile['indexes'][number]): string =>
  `${collectionGroup} by ${fields.map(({ fieldPath }) => fieldPath).join(', ')}`

type Answers = ReadonlyMap<string, readonly Asked[]>

async function answersWith(
  indexes: IndexFile,
  questions: readonly Question[] = ALL_QUESTIONS,
): Promise<Answers> {
  const { ask, harness } = await startAsking(indexes)
  const answers = new Map<string, readonly Asked[]>()
  for (const question of questions) answers.set(question.name, await ask(question))
  harness.close()
  return answers
}

describe('without one composite index', () => {
  let whole: Answers
  beforeAll(async () => {
    whole = await answersWith(FILE)
  })

  test.each(FILE.indexes.map((index) => [nameOf(index), index] as const))(
    'exactly the queries that need it fail, or cost more: %s',
    async (_, index) => {
      const indexes = FILE.indexes.filter((each) => each !== index)
      // No other question can need it.
      const named = JSON.stringify(index.collectionGroup)
      const about = ALL_QUESTIONS.filter(({ name }) =>
        whole.get(name)?.some(({ body }) => body.includes(named)),
      )
      const without = await answersWith({ ...FILE, indexes }, about)
      let needed = 0
      for (const [name, asked] of without) {
        const before = whole.get(name) ?? []
        asked.forEach((now, i) => {
          if (now.status === 'OK') {
            expect(now.answer, name).toEqual(before[i]?.answer)
            if (now.scanned > now.results + 1) needed += 1
          } else {
            expect(now.status, name).toBe('FAILED_PRECONDITION')
            // The message can be pasted into the file as it stands.
            expect(now.message, name).toContain(JSON.stringify(index))
            needed += 1
          }
        })
      }
      expect(needed).toBeGreaterThan(0)
    },
  )
})

const withoutHistory = (): IndexFile => ({
  ...FILE,
  indexes: FILE.indexes.filter((index) => nameOf(index) !== HISTORY),
})
const HISTORY = 'transactions by userId, timestamp, seq'

describe('an index that is not deployed yet', () => {
  // A person must be told to come back, and whoever is on call which index to deploy.
  test('is an outage for who asked, and an alert that names it', async () => {
    const harness = startHarness({ indexes: withoutHistory() })
    const headers = { authorization: 'Bearer alice' }
    const answer = await startIsolate(harness).send('/api/wallet/transactions', { headers })
    expect(answer.status).toBe(503)
    const body = await answer.text()
    expect(JSON.parse(body)).toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(body).not.toMatch(/index|userId/)
    const [alert] = harness.recorder.lines.filter(({ event }) => event === 'index_missing')
    const query = 'transactions: userId EQUAL, timestamp DESCENDING, seq DESCENDING'
    expect(alert).toEqual({ level: 'error', event: 'index_missing', fields: { query } })
  })

  // A page of a payout must wait for its index; taken for a fault of its rows it would be blocked.
  test.each(['settledVersion', 'dBook'])(
    'lets a payout wait instead of giving it up: %s',
    async (missing) => {
      const indexes = FILE.indexes.filter(({ fields }) =>
        fields.every(({ fieldPath }) => fieldPath !== missing),
      )
      const harness = startHarness({ indexes: { ...FILE, indexes } })
      const s = harness.services
      await openTo(s)
      await endow(s, ALICE, 100)
      must(await place(s, 'key-1'))
      await lockRain(s)
      must(await resolveRain(s, 'yes'))
      const mail = payoutMail()
      await consume(s, { queue: 'kai-work', messages: [mail] })
      expect(mail.endings).toEqual(['retry'])
      expect((await jobNow(s)).state).not.toBe('blocked')
      expect(harness.recorder.errors()).toEqual(['index_missing'])
    },
  )
})
