// Whose machine has an emulator of Google's must get a wallet over it, or be told what is missing.
import { expect, onTestFinished, test } from 'vitest'
import { createFirestore } from './firestore/index.ts'
import { freePort } from './free-port.ts'
import { makeSecrets } from './secrets.ts'
import { seed } from './seed.ts'
import { has } from './seed-documents.ts'
import { serve } from './serve.ts'
import { readIndexes, startStandIns } from './stand-ins.ts'

const secrets = makeSecrets()
const startOver = (host: string) =>
  startStandIns({
    dataDir: null,
    ports: { app: 0, firestore: 0, identity: 0, stripe: 0, redis: 0 },
    secrets,
    env: { FIRESTORE_EMULATOR_HOST: host },
    report: () => undefined,
  })

test('an emulator takes the place of the stand-in, and is seeded like it', async () => {
  // Any server of the same protocol does.
  const firestore = createFirestore({ file: ':memory:', indexes: readIndexes() })
  const emulator = await serve(firestore.fetch)
  onTestFinished(async () => {
    await emulator.close()
    firestore.close()
  })
  const services = await startOver(new URL(emulator.url).host)
  onTestFinished(services.close)
  expect(services).toMatchObject({ firestore: null, firestoreUrl: emulator.url })
  await seed(services, secrets)
  expect(await has(emulator.url, 'packages/starter')).toBe(true)
  expect(await has(emulator.url, 'predictions/prd-rain-friday/gates/15')).toBe(true)
})

test('an emulator that is not there is named', async () => {
  const host = `127.0.0.1:${await freePort()}`
  await expect(startOver(host)).rejects.toThrow(`FIRESTORE_EMULATOR_HOST=${host}`)
})
