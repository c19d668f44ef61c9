// firestore.rules as the local Firestore and Google's emulator read it. A "yes" too many here shows
// somebody another's wallet; a "no" too few there would be found out in production.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRules } from '../stand-ins.ts'
import { type Emulator, findEmulator, startEmulator } from './emulator.ts'
import { CASES, GIVEN, INDEXES, type RulesCase } from './rules-cases.ts'
import { ROOT, readAnswer, startFirestore, update } from './test-client.ts'
import { createTokens, type TestTokens } from './test-tokens.ts'

type Send = (request: Request) => Promise<Response>
type Answers = Record<string, string>

const RECORDING = join(import.meta.dirname, 'rules-recording.json')
const RULES = join(import.meta.dirname, '..', '..', 'firestore.rules')
const STARTED_WITHIN_MS = 120_000
const PROJECT = ROOT.split('/')[1] as string

let tokens: TestTokens
beforeAll(async () => {
  tokens = await createTokens(PROJECT)
})

/** Each case meets the same documents, and whatever it did is undone. */
async function ask(send: Send, origin: string, asked: RulesCase): Promise<string> {
  const call = async (token: string | null, line: string, body?: object) => {
    const [method = '', path = ''] = line.split(' ')
    const headers = new Headers(token === null ? [] : [['authorization', `Bearer ${token}`]])
    const url = `${origin}/v1/${ROOT}${path}`
    return send(new Request(url, { method, headers, body: body ? JSON.stringify(body) : null }))
  }
  const writes = Object.entries(GIVEN).map(([path, fields]) => update(path, fields))
  await call('owner', 'POST :commit', { writes })
  const token = asked.as === 'nobody' ? null : await tokens.of(asked.as)
  return (await readAnswer(await call(token, asked.call, asked.body))).status
}

async function askAll(send: Send, origin: string): Promise<Answers> {
  const answers: Answers = {}
  for (const [promise, asked] of Object.entries(CASES)) {
    answers[promise] = await ask(send, origin, asked)
  }
  return answers
}

const promises = (of: (asked: RulesCase) => string): Answers =>
  Object.fromEntries(Object.entries(CASES).map(([promise, asked]) => [promise, of(asked)]))
const theirs = ({ answer, emulator }: RulesCase) => emulator ?? answer

/** Tells whether the recorded answers were given to these very questions. */
function digest(): string {
  const questions = Object.entries(CASES).map(([promise, { as, call, body }]) => {
    return [promise, as, call, body]
  })
  const asked = JSON.stringify([readRules(), GIVEN, questions])
  return createHash('sha256').update(asked).digest('hex').slice(0, 12)
}

test('the local Firestore keeps every promise of the table', async () => {
  const indexes = { indexes: INDEXES, fieldOverrides: [] }
  const local = startFirestore({ rules: readRules(), keys: tokens.keys, indexes })

  expect(await askAll(local.fetch, 'http://localhost')).toEqual(promises(({ answer }) => answer))
})

describe("Google's emulator", () => {
  const location = findEmulator()
  let emulator: Emulator | undefined
  beforeAll(async () => {
    if ('jar' in location) emulator = await startEmulator(location.jar, RULES)
  }, STARTED_WITHIN_MS)
  afterAll(() => emulator?.stop())

  test(
    'answers as the table says; a run with RECORD=1 keeps that',
    async (context) => {
      if (!emulator) return context.skip('reason' in location ? location.reason : 'not started')
      const answers = await askAll(fetch, emulator.url)
      if (process.env.RECORD === '1') {
        const recording = { asked: digest(), answers }
        writeFileSync(RECORDING, `${JSON.stringify(recording, null, 2)}\n`)
      }

      expect(answers).toEqual(promises(theirs))
    },
    STARTED_WITHIN_MS,
  )

  test('answered as the table says when it was recorded, for these very questions', () => {
    const recording = JSON.parse(readFileSync(RECORDING, 'utf8'))

    expect(recording).toEqual({ asked: digest(), answers: promises(theirs) })
  })
})
