// The table of rules-cases.ts, asked of a server; and what Google's emulator answered, recorded.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRules } from '../stand-ins.ts'
import { GRPC_CODE } from './errors.ts'
import { CASES, GIVEN, PEOPLE, type Person, type RulesCase } from './rules-cases.ts'
import { TestChannel } from './test-channel.ts'
import { name, ROOT, readAnswer, update } from './test-client.ts'
import type { TestTokens } from './test-tokens.ts'

type Send = (request: Request) => Promise<Response>
/** By promise: `OK`, or the error's status. */
export type Answers = Record<string, string>

export interface Recorded {
  answers: Answers
  /** To the same questions, as targets of a Listen stream. */
  listened: Answers
}

export interface Recording extends Recorded {
  /** Tells whether the answers were given to these very questions. */
  asked: string
}

const MINUTE_MS = 60_000
const RECORDING = join(import.meta.dirname, 'rules-recording.json')

export const PROJECT = ROOT.split('/')[1] as string
/** For Google's emulator, which reads it by itself. */
export const RULES_FILE = join(import.meta.dirname, '..', '..', 'firestore.rules')

export async function askTable(url: string, tokens: TestTokens): Promise<Recorded> {
  const answers = await askRules(fetch, url, tokens)
  return { answers, listened: await listenToRules(url, tokens) }
}

async function askRules(send: Send, origin: string, tokens: TestTokens): Promise<Answers> {
  const answers: Answers = {}
  for (const [promise, asked] of Object.entries(CASES)) {
    await setUp(send, origin)
    answers[promise] = await ask(send, origin, tokens, asked)
  }
  return answers
}

async function ask(
  send: Send,
  origin: string,
  tokens: TestTokens,
  { as, call, body }: RulesCase,
): Promise<string> {
  const token = await tokenOf(as, tokens)
  return (await readAnswer(await request(send, origin, token, call, body))).status
}

async function tokenOf(as: Person, tokens: TestTokens): Promise<string | null> {
  if (as === 'nobody') return null
  if (as === 'ann') return tokens.of(as)
  const liveUntil = Date.now() + (as === 'live' ? 1 : -1) * MINUTE_MS
  return tokens.of(as, { live: 'ann', liveUntil })
}

function request(send: Send, origin: string, token: string | null, call: string, body?: object) {
  const [method = '', path = ''] = call.split(' ')
  const headers = new Headers(token === null ? [] : [['authorization', `Bearer ${token}`]])
  const url = `${origin}/v1/${ROOT}${path}`
  return send(new Request(url, { method, headers, body: body ? JSON.stringify(body) : null }))
}

/** Each case meets the same documents, whatever the one before did. */
async function setUp(send: Send, origin: string): Promise<void> {
  const writes = Object.entries(GIVEN).map(([path, fields]) => update(path, fields))
  await request(send, origin, 'owner', 'POST :commit', { writes })
}

/** What can be listened to, as targets of one stream for each caller. */
async function listenToRules(origin: string, tokens: TestTokens): Promise<Answers> {
  await setUp(fetch, origin)
  const answers: Answers = {}
  for (const as of PEOPLE) {
    const targets = Object.entries(CASES).flatMap(([promise, asked]) => {
      const target = asked.as === as && targetOf(asked)
      return target ? [{ promise, target }] : []
    })
    const messages = targets.map(({ target }, at) => ({
      database: ROOT.slice(0, -'/documents'.length),
      addTarget: { targetId: at + 1, ...target },
    }))
    const send = (url: string, init?: RequestInit) => fetch(origin + url, init)
    const token = (await tokenOf(as, tokens)) ?? ''
    const channel = await TestChannel.open(send, messages, { token })
    const open = new Set(targets.keys())
    await channel.until(({ targetChange, error }) => {
      if (error) throw new Error(`the stream ended: ${error.message}`)
      const { targetChangeType, targetIds = [], cause } = targetChange ?? {}
      if (targetChangeType !== 'CURRENT' && !cause) return false
      for (const id of targetIds) {
        const { promise } = targets[id - 1] as (typeof targets)[number]
        answers[promise] = cause ? statusOf(cause.code) : 'OK'
        open.delete(id - 1)
      }
      return open.size === 0
    })
    await channel.terminate()
  }
  return answers
}

const statusOf = (code: number): string =>
  Object.entries(GRPC_CODE).find(([, known]) => known === code)?.[0] ?? String(code)

function targetOf({ call, body }: RulesCase): object | undefined {
  const path = /^GET \/(\w+\/\w+(?:\/\w+\/\w+)*)$/.exec(call)?.[1]
  if (path) return { documents: { documents: [name(path)] } }
  if (call === 'POST :runQuery') return { query: { parent: ROOT, ...body } }
  return undefined
}

/** All that is promised, or what Google's emulator says where that is known to differ. */
export function expectedRules(of: 'us' | 'emulator'): Recorded {
  const entries = Object.entries(CASES).map(([promise, asked]): [string, string, RulesCase] => {
    return [promise, (of === 'emulator' && asked.emulator) || asked.answer, asked]
  })
  // A document that is not there can be listened to.
  const listened = entries
    .filter(([, , asked]) => targetOf(asked))
    .map(([promise, answer]) => [promise, answer === 'NOT_FOUND' ? 'OK' : answer])
  const answers = entries.map(([promise, answer]) => [promise, answer])
  return { answers: Object.fromEntries(answers), listened: Object.fromEntries(listened) }
}

/** A line for each answer of Google's emulator that is not as the table says. */
export function unexpectedAnswers(recorded: Recorded): string[] {
  const expected = expectedRules('emulator')
  return (['answers', 'listened'] as const).flatMap((how) =>
    Object.entries(expected[how])
      .filter(([promise, answer]) => recorded[how][promise] !== answer)
      .map(([promise, answer]) => `rules: ${promise}: ${recorded[how][promise]}, not ${answer}`),
  )
}

export function questionsDigest(): string {
  const questions = Object.entries(CASES).map(([promise, { as, call, body }]) => {
    return [promise, as, call, body]
  })
  const asked = JSON.stringify([readRules(), GIVEN, questions])
  return createHash('sha256').update(asked).digest('hex').slice(0, 12)
}

export function recordRules(recorded: Recorded): void {
  const recording: Recording = { asked: questionsDigest(), ...recorded }
  writeFileSync(RECORDING, `${JSON.stringify(recording, null, 2)}\n`)
}

export const readRulesRecording = (): Recording => JSON.parse(readFileSync(RECORDING, 'utf8'))
