// The table of rules-cases.ts, asked of a server; and what Google's emulator answered, recorded.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRules } from '../stand-ins.ts'
import { CASES, GIVEN, type RulesCase } from './rules-cases.ts'
import { ROOT, readAnswer, update } from './test-client.ts'
import type { TestTokens } from './test-tokens.ts'

type Send = (request: Request) => Promise<Response>
/** By promise: `OK`, or the error's status. */
export type Answers = Record<string, string>

export interface Recording {
  /** Tells whether the answers were given to these very questions. */
  asked: string
  answers: Answers
}

const RECORDING = join(import.meta.dirname, 'rules-recording.json')

export const PROJECT = ROOT.split('/')[1] as string
/** For Google's emulator, which reads it by itself. */
export const RULES_FILE = join(import.meta.dirname, '..', '..', 'firestore.rules')

export async function askRules(send: Send, origin: string, tokens: TestTokens): Promise<Answers> {
  const answers: Answers = {}
  for (const [promise, asked] of Object.entries(CASES)) {
    answers[promise] = await ask(send, origin, tokens, asked)
  }
  return answers
}

/** Each case meets the same documents, whatever the one before did. */
async function ask(
  send: Send,
  origin: string,
  tokens: TestTokens,
  asked: RulesCase,
): Promise<string> {
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

export const promisedAnswers = (): Answers => answersBy(({ answer }) => answer)
/** With what is known to differ. */
export const emulatorAnswers = (): Answers =>
  answersBy(({ answer, emulator }) => emulator ?? answer)

const answersBy = (of: (asked: RulesCase) => string): Answers =>
  Object.fromEntries(Object.entries(CASES).map(([promise, asked]) => [promise, of(asked)]))

export function questionsDigest(): string {
  const questions = Object.entries(CASES).map(([promise, { as, call, body }]) => {
    return [promise, as, call, body]
  })
  const asked = JSON.stringify([readRules(), GIVEN, questions])
  return createHash('sha256').update(asked).digest('hex').slice(0, 12)
}

export function recordRules(answers: Answers): void {
  const recording: Recording = { asked: questionsDigest(), answers }
  writeFileSync(RECORDING, `${JSON.stringify(recording, null, 2)}\n`)
}

export const readRulesRecording = (): Recording => JSON.parse(readFileSync(RECORDING, 'utf8'))
