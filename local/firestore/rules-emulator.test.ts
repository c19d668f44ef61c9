// firestore.rules as the local Firestore and Google's emulator read it. A "yes" too many here shows
// somebody another's wallet; a "no" too few there would be found out in production.
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { serve } from '../serve.ts'
import { readRules } from '../stand-ins.ts'
import { type Emulator, findEmulator, startEmulator } from './emulator.ts'
import {
  askTable,
  expectedRules,
  PROJECT,
  questionsDigest,
  RULES_FILE,
  readRulesRecording,
} from './rules-answers.ts'
import { INDEXES } from './rules-cases.ts'
import { startFirestore } from './test-client.ts'
import { createTokens, type TestTokens } from './test-tokens.ts'

let tokens: TestTokens
beforeAll(async () => {
  tokens = await createTokens(PROJECT)
})

test('the local Firestore keeps every promise of the table', async () => {
  const indexes = { indexes: INDEXES, fieldOverrides: [] }
  const local = startFirestore({ rules: readRules(), keys: tokens.keys, indexes })
  const served = await serve(local.fetch)
  onTestFinished(served.close)

  expect(await askTable(served.url, tokens)).toEqual(expectedRules('us'))
})

describe("Google's emulator", () => {
  const location = findEmulator()
  let emulator: Emulator | undefined
  beforeAll(async () => {
    if ('jar' in location) emulator = await startEmulator(location.jar, RULES_FILE)
  })
  afterAll(() => emulator?.stop())

  // It closes connections that are kept alive whenever it likes, also under a request.
  test('answers as the table says', { retry: 2 }, async (context) => {
    if (!emulator) return context.skip('reason' in location ? location.reason : 'not started')
    const recorded = await askTable(emulator.url, tokens)

    expect(recorded).toEqual(expectedRules('emulator'))
  })

  test('answered as the table says when it was recorded, for these very questions', () => {
    const asked = questionsDigest()

    expect(readRulesRecording()).toEqual({ asked, ...expectedRules('emulator') })
  })
})
