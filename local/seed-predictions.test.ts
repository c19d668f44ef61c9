// What `npm start` seeds must be what the product reads, or the first bet on a laptop fails.
import { expect, onTestFinished, test } from 'vitest'
import { SPELLINGS } from '../worker/adapters/firestore/documents.ts'
import { GATES, gateOf, type Prediction } from '../worker/domain/prediction.ts'
import { openDoor } from '../worker/test/doors.ts'
import { readDatabase } from '../worker/test/snapshot.ts'
import { createFirestore } from './firestore/index.ts'
import { replace } from './seed-documents.ts'
import { seedPredictions } from './seed-predictions.ts'
import { PROJECT_ID, readIndexes } from './stand-ins.ts'

const RAIN = 'predictions/prd-rain-friday'

function start() {
  const indexes = readIndexes()
  const firestore = createFirestore({ file: ':memory:', indexes })
  const door = openDoor((request) => firestore.fetch(request))
  onTestFinished(() => {
    door.close()
    firestore.close()
  })
  const documents = () => readDatabase((request) => firestore.fetch(request), PROJECT_ID)
  return { url: door.url, documents }
}

/** Decoded as the product does it. */
function decoded<K extends 'prediction' | 'gate'>(kind: K, text: string | undefined) {
  const { fields, createTime } = JSON.parse(text ?? '{}')
  return SPELLINGS[kind].decode(fields, createTime)
}

function expectSound(documents: Record<string, string>): void {
  const predictions = Object.keys(documents).filter((path) => /^predictions.[^/]+$/.test(path))
  expect(predictions).toHaveLength(4)
  for (const path of predictions) {
    const prediction = decoded('prediction', documents[path]) as Prediction
    const nothingYet = { status: 'open', outcome: null, resolutionVersion: 0 }
    expect(prediction).toMatchObject({ ...nothingYet, lockedAt: null, resolvedAt: null })
    expect(prediction.createdAt).toBe(prediction.termsChangedAt)
    for (let gate = 0; gate < GATES; gate += 1) {
      expect(decoded('gate', documents[`${path}/gates/${gate}`])).toEqual(gateOf(prediction))
    }
  }
}

test('seeded predictions and gates are as the product writes them', async () => {
  const { url, documents } = start()
  await seedPredictions(url)
  expectSound(await documents())
})

test('a restart changes nothing, whatever became of them since', async () => {
  const { url, documents } = start()
  await seedPredictions(url)
  await replace(url, { [RAIN]: { id: 'prd-rain-friday', status: 'locked', createdAt: new Date() } })
  const before = await documents()
  await seedPredictions(url)
  expect(await documents()).toEqual(before)
})

// A folder from an earlier version holds shapes that nothing reads any more.
test('predictions of an older shape are brought to the present one', async () => {
  const { url, documents } = start()
  const terms = {
    status: 'open',
    oddsBps: { yes: 18_500, no: 21_000 },
    closesAt: new Date(),
    minTokens: 1,
    maxTokens: 10_000,
  }
  await replace(url, {
    [RAIN]: { ...terms, id: 'prd-rain-friday', title: 'Old', outcome: null, resolutionVersion: 0 },
    [`${RAIN}/gates/0`]: terms,
  })
  await seedPredictions(url)
  expectSound(await documents())
})
